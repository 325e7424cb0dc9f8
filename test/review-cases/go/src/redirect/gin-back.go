package session

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

type loginForm struct {
	Name string `form:"name"`
	Back string `form:"back"`
}

func Login(c *gin.Context) {
	form := &loginForm{}
	if err := c.ShouldBind(form); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	c.Redirect(http.StatusSeeOther, form.Back)
}
