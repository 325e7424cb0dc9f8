package session

import (
	"log"
	"net/http"
	"strings"
)

func failedQuoted(w http.ResponseWriter, r *http.Request) {
	user := strings.ReplaceAll(r.PostFormValue("user"), "\n", " ")
	log.Printf("login of %s failed", user)
	w.WriteHeader(http.StatusUnauthorized)
}
