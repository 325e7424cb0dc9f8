package session

import (
	"github.com/gin-contrib/sessions"
	"github.com/gin-gonic/gin"
)

func ChooseFixed(c *gin.Context) {
	session := sessions.Default(c)
	role := "reader"
	if c.PostForm("role") == "writer" {
		role = "writer"
	}
	session.Set("role", role)
	session.Save()
}
