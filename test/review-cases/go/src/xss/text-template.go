package comments

import (
	"net/http"
	"text/template"
)

var textPage = template.Must(template.New("comment").Parse("<p>{{.}}</p>"))

func previewText(w http.ResponseWriter, r *http.Request) {
	if err := textPage.Execute(w, r.PostFormValue("body")); err != nil {
		http.Error(w, "failed", http.StatusInternalServerError)
	}
}
