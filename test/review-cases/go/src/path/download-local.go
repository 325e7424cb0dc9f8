package files

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

var errOutside = errors.New("outside of the folder")

func openUpload(name string) (*os.File, error) {
	if !filepath.IsLocal(name) {
		return nil, errOutside
	}
	return os.Open(filepath.Join(uploads, name))
}

func downloadLocal(w http.ResponseWriter, r *http.Request) {
	file, err := openUpload(r.PathValue("name"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()
	io.Copy(w, file)
}
