package pages

import (
	"net/http"
	"os"
	"path"
)

func page(w http.ResponseWriter, r *http.Request) {
	clean := path.Clean("/" + r.URL.Query().Get("page"))
	if _, err := os.ReadFile("/srv/pages" + clean); err != nil {
		http.NotFound(w, r)
	}
}
