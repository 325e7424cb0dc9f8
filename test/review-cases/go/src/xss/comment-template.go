package comments

import (
	"html/template"
	"net/http"
)

type comment struct {
	Author string
	Body   template.HTML
}

var commentPage = template.Must(template.New("comment").Parse("<p>{{.Author}}: {{.Body}}</p>"))

func preview(w http.ResponseWriter, r *http.Request) {
	commentPage.Execute(w, comment{
		Author: r.PostFormValue("author"),
		Body:   template.HTML(r.PostFormValue("body")),
	})
}
