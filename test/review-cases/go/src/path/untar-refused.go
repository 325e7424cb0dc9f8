package archive

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func UntarRefusing(r io.Reader, target string) error {
	tr := tar.NewReader(r)
	for {
		header, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.Contains(header.Name, "..") {
			continue
		}
		file, err := os.OpenFile(filepath.Join(target, header.Name), os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		io.Copy(file, tr)
		file.Close()
	}
}
