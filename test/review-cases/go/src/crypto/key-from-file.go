package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"os"
)

func openFromFile() (cipher.Block, error) {
	key, err := os.ReadFile("/run/secrets/master-key")
	if err != nil {
		return nil, err
	}
	return aes.NewCipher(key)
}
