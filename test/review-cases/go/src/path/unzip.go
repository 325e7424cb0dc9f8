package archive

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
)

func Unpack(source, target string) error {
	reader, err := zip.OpenReader(source)
	if err != nil {
		return err
	}
	defer reader.Close()
	for _, file := range reader.File {
		path := filepath.Join(target, file.Name)
		if file.FileInfo().IsDir() {
			os.MkdirAll(path, 0o755)
			continue
		}
		in, err := file.Open()
		if err != nil {
			return err
		}
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		io.Copy(out, in)
		out.Close()
		in.Close()
	}
	return nil
}
