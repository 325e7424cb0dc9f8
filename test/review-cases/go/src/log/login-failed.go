package session

import (
	"log"
	"net/http"
)

func failed(w http.ResponseWriter, r *http.Request) {
	log.Printf("login of %s failed", r.PostFormValue("user"))
	w.WriteHeader(http.StatusUnauthorized)
}
