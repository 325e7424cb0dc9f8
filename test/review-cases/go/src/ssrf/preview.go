package preview

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

func Fetch(c *gin.Context) {
	resp, err := http.Get(c.Query("url"))
	if err != nil {
		c.Status(http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	c.Data(http.StatusOK, "application/octet-stream", body)
}
