package preview

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
)

func FetchFixed(c *gin.Context) {
	resp, err := http.Get("https://images.example.com/by-name/" + url.PathEscape(c.Query("name")))
	if err != nil {
		c.Status(http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	c.Status(resp.StatusCode)
}
