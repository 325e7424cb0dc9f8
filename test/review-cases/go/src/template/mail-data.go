package mail

import (
	"bytes"
	"html/template"
	"net/http"
)

func mailWithData(w http.ResponseWriter, r *http.Request) {
	page, err := template.New("mail").Parse("Dear {{.Name}}, {{.Text}}")
	if err != nil {
		http.Error(w, "not a template", http.StatusBadRequest)
		return
	}
	var out bytes.Buffer
	page.Execute(&out, map[string]string{"Name": "reader", "Text": r.PostFormValue("text")})
}
