package vault

import (
	"crypto/rand"
	"crypto/rsa"
)

func NewLongKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, 3072)
}
