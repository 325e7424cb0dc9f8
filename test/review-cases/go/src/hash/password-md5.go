package passwords

import (
	"crypto/md5"
	"encoding/hex"
)

func Hash(password string) string {
	sum := md5.Sum([]byte(password))
	return hex.EncodeToString(sum[:])
}
