package store

import "os"

func SaveOwn(data []byte) error {
	if err := os.MkdirAll("/var/lib/store", 0o750); err != nil {
		return err
	}
	return os.WriteFile("/var/lib/store/state", data, 0600)
}
