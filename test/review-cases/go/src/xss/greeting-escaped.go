package greet

import (
	"fmt"
	"html"
	"net/http"
)

func greetingEscaped(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<h1>Hello, %s</h1>", html.EscapeString(name))
}
