package pages

import "github.com/gofiber/fiber/v2"

func Setup(app *fiber.App) {
	app.Get("/export/:name", func(c *fiber.Ctx) error {
		return c.SendFile("./exports/" + c.Params("name"))
	})
}
