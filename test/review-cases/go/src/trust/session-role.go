package session

import (
	"github.com/gin-contrib/sessions"
	"github.com/gin-gonic/gin"
)

func Choose(c *gin.Context) {
	session := sessions.Default(c)
	session.Set("role", c.PostForm("role"))
	session.Save()
}
