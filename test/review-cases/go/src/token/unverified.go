package tokens

import "github.com/golang-jwt/jwt/v5"

func Subject(text string) (string, error) {
	parser := jwt.NewParser()
	token, _, err := parser.ParseUnverified(text, &jwt.RegisteredClaims{})
	if err != nil {
		return "", err
	}
	return token.Claims.GetSubject()
}
