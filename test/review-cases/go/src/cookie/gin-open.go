package session

import "github.com/gin-gonic/gin"

func Remember(c *gin.Context) {
	c.SetCookie("remember", "yes", 3600, "/", "example.com", false, true)
}
