package files

import (
	"io"
	"net/http"
	"os"
	"strings"
)

func openAny(name string) (*os.File, error) {
	name = strings.TrimPrefix(name, "/")
	return os.Open(uploads + "/" + name)
}

func downloadAny(w http.ResponseWriter, r *http.Request) {
	file, err := openAny(r.PathValue("name"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()
	io.Copy(w, file)
}
