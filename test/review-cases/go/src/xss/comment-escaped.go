package comments

import (
	"html/template"
	"net/http"
)

var escapedPage = template.Must(template.New("comment").Parse("<p>{{.Author}}: {{.Body}}</p>"))

func previewEscaped(w http.ResponseWriter, r *http.Request) {
	escapedPage.Execute(w, map[string]string{
		"Author": r.PostFormValue("author"),
		"Body":   r.PostFormValue("body"),
	})
}
