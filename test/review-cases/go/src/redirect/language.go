package session

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func Language(c *gin.Context) {
	c.Redirect(http.StatusFound, "/start?lang="+c.Param("lang"))
}
