package archive

import (
	"archive/tar"
	"errors"
	"io"
	"os"
)

func Untar(r io.Reader, target string) error {
	tr := tar.NewReader(r)
	for {
		header, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch header.Typeflag {
		case tar.TypeDir:
			if err := os.MkdirAll(target+"/"+header.Name, 0o750); err != nil {
				return err
			}
		case tar.TypeReg:
			file, err := os.OpenFile(target+"/"+header.Name, os.O_CREATE|os.O_WRONLY, 0o600)
			if err != nil {
				return err
			}
			io.Copy(file, tr)
			file.Close()
		}
	}
}
