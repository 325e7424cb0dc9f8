package media

import (
	"net/http"
	"os/exec"

	"github.com/labstack/echo/v4"
)

func convertWith(program string, args ...string) error {
	return exec.Command(program, args...).Run()
}

func ConvertListed(c echo.Context) error {
	var format string
	switch c.QueryParam("format") {
	case "png":
		format = "png"
	case "webp":
		format = "webp"
	default:
		return c.NoContent(http.StatusBadRequest)
	}
	if err := convertWith("/bin/sh", "-c", "convert in.gif out."+format); err != nil {
		return c.NoContent(http.StatusInternalServerError)
	}
	return c.NoContent(http.StatusOK)
}
