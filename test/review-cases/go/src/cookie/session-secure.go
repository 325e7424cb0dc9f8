package session

import "net/http"

func startSecure(w http.ResponseWriter, id string) {
	cookie := new(http.Cookie)
	cookie.Name = "session"
	cookie.Value = id
	cookie.HttpOnly = true
	cookie.Secure = true
	http.SetCookie(w, cookie)
}
