package passwords

import (
	"crypto/sha256"

	"golang.org/x/crypto/pbkdf2"
)

func Derive(password, salt []byte) []byte {
	return pbkdf2.Key(password, salt, 1000, 32, sha256.New)
}
