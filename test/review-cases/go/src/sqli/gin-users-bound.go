package users

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

type nameFilter struct {
	Name string `json:"name"`
}

func RegisterBound(router *gin.Engine, db *gorm.DB) {
	router.POST("/users/search", func(c *gin.Context) {
		var f nameFilter
		if err := c.ShouldBindJSON(&f); err != nil {
			c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
			return
		}
		var found []User
		db.Where("name LIKE ?", "%"+f.Name+"%").Order("name").Find(&found)
		c.JSON(http.StatusOK, found)
	})
}
