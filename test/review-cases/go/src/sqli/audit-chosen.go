package audit

import (
	"database/sql"
	"net/http"
)

func chosenHandler(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		table := "events"
		limit := 7*18 - 106
		switch {
		case limit > 200:
			table = "archive"
		case limit < 50:
			table = r.Header.Get("X-Table")
		}
		tx, err := db.Begin()
		if err != nil {
			return
		}
		stmt, err := tx.Prepare("DELETE FROM " + table + " WHERE expired")
		if err != nil {
			return
		}
		stmt.Exec()
		tx.Commit()
	}
}
