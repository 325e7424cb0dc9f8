package vault

import (
	"crypto/rand"
	"crypto/rsa"
)

const bits = 1024

func NewKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, bits)
}
