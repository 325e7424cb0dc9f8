package greet

import (
	"fmt"
	"net/http"
)

func greetingPlain(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "Hello, %s", r.FormValue("name"))
}
