package pages

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

func searchPage(c echo.Context) error {
	parts := []string{"<ul>"}
	for _, term := range strings.Fields(c.QueryParam("q")) {
		parts = append(parts, "<li>"+term+"</li>")
	}
	return c.HTML(http.StatusOK, strings.Join(append(parts, "</ul>"), "\n"))
}
