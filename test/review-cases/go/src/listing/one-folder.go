package static

import "net/http"

func ServeFolder() error {
	return http.ListenAndServe("127.0.0.1:8080", http.FileServer(http.Dir("/srv/static")))
}
