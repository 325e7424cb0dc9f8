package passwords

import (
	"crypto/sha256"
	"encoding/hex"
)

func Fingerprint(document []byte) string {
	digest := sha256.New()
	digest.Write(document)
	return hex.EncodeToString(digest.Sum(nil))
}
