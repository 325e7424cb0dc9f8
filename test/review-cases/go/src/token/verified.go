package tokens

import "github.com/golang-jwt/jwt/v5"

func VerifiedSubject(text string, key []byte) (string, error) {
	token, err := jwt.Parse(text, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return "", err
	}
	return token.Claims.GetSubject()
}
