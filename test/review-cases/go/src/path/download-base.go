package files

import (
	"net/http"
	"os"
	"path/filepath"
)

func downloadBase(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join(uploads, filepath.Base(r.URL.Query().Get("name")))
	data, err := os.ReadFile(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Write(data)
}
