package media

import (
	"context"
	"net/http"
	"os/exec"
	"time"

	"github.com/labstack/echo/v4"
)

type job struct {
	program string
	args    []string
}

func run(ctx context.Context, j job) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, j.program, j.args...)
	return cmd.Run()
}

func Convert(c echo.Context) error {
	args := []string{"-lc"}
	args = append(args, "convert in.png "+c.QueryParam("options")+" out.png")
	if err := run(c.Request().Context(), job{program: "/bin/bash", args: args}); err != nil {
		return c.NoContent(http.StatusInternalServerError)
	}
	return c.NoContent(http.StatusOK)
}
