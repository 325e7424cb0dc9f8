package tokens

import (
	"crypto/rand"
	"encoding/base64"
	"math/big"
)

func NewSecureToken() (string, error) {
	token := make([]byte, 32)
	if _, err := rand.Read(token); err != nil {
		return "", err
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1000))
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(token) + n.String(), nil
}
