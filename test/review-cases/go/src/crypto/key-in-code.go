package vault

import (
	"crypto/aes"
	"crypto/cipher"
)

var masterKey = []byte("nine-and-twenty-black-ravens-fly")

func open() (cipher.Block, error) {
	return aes.NewCipher(masterKey)
}
