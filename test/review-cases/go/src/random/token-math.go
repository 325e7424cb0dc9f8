package tokens

import (
	"math/rand"
	"time"
)

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

func NewToken() string {
	source := rand.New(rand.NewSource(time.Now().UnixNano()))
	token := make([]byte, 32)
	for i := range token {
		token[i] = letters[source.Intn(len(letters))]
	}
	return string(token)
}
