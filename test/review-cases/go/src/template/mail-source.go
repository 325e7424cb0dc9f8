package mail

import (
	"bytes"
	"net/http"
	"text/template"
)

func mailPreview(w http.ResponseWriter, r *http.Request) {
	page, err := template.New("mail").Parse("Dear {{.Name}}, " + r.PostFormValue("text"))
	if err != nil {
		http.Error(w, "not a template", http.StatusBadRequest)
		return
	}
	var out bytes.Buffer
	page.Execute(&out, map[string]string{"Name": "reader"})
}
