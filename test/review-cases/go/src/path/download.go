package files

import (
	"net/http"
	"os"
	"path/filepath"
)

const uploads = "/srv/uploads"

func download(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join(uploads, r.URL.Query().Get("name"))
	data, err := os.ReadFile(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Write(data)
}
