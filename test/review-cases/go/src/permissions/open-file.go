package store

import "os"

func Save(data []byte) error {
	if err := os.MkdirAll("/var/lib/store", 0777); err != nil {
		return err
	}
	return os.WriteFile("/var/lib/store/state", data, 0o600)
}
