package users

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

type User struct {
	ID   uint
	Name string
}

type filter struct {
	Name string `json:"name"`
}

func Register(router *gin.Engine, db *gorm.DB) {
	router.POST("/users/search", func(c *gin.Context) {
		var f filter
		if err := c.ShouldBindJSON(&f); err != nil {
			c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
			return
		}
		var found []User
		db.Where("name LIKE '%" + f.Name + "%'").Find(&found)
		c.JSON(http.StatusOK, found)
	})
}
