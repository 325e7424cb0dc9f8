package session

import "net/http"

func start(w http.ResponseWriter, id string) {
	cookie := http.Cookie{Name: "session", Value: id, Path: "/", HttpOnly: true}
	http.SetCookie(w, &cookie)
}
