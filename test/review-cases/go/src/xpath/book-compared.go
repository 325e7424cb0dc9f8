package books

import (
	"net/http"

	"github.com/antchfx/xmlquery"
)

func bookCompared(w http.ResponseWriter, r *http.Request) {
	title := r.FormValue("title")
	for _, node := range xmlquery.Find(library, "//book") {
		if node.SelectAttr("title") == title {
			w.WriteHeader(http.StatusNoContent)
			return
		}
	}
	http.NotFound(w, r)
}
