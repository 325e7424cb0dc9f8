package books

import (
	"net/http"

	"github.com/antchfx/xmlquery"
)

var library *xmlquery.Node

func book(w http.ResponseWriter, r *http.Request) {
	node := xmlquery.FindOne(library, "//book[title='"+r.FormValue("title")+"']")
	if node == nil {
		http.NotFound(w, r)
	}
}
