package comments

import (
	"net/http"
	"text/template"
)

func previewMap(w http.ResponseWriter, r *http.Request) {
	page := template.Must(template.New("comment").Parse("<p>{{.Author}}: {{.Body}}</p>"))
	page.Execute(w, map[string]string{"Author": "somebody", "Body": r.PostFormValue("body")})
}
