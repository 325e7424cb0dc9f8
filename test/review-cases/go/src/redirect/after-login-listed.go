package session

import "net/http"

var pages = map[string]struct{}{"/": {}, "/orders": {}, "/profile": {}}

func afterLoginListed(w http.ResponseWriter, r *http.Request) {
	next := r.URL.Query().Get("next")
	if _, ok := pages[next]; !ok {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusFound)
}
