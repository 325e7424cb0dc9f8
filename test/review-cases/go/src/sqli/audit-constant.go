package audit

import (
	"database/sql"
	"net/http"
)

func auditHandler(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		table := r.Header.Get("X-Table")
		limit := 7*18 + 106
		if limit > 200 {
			table = "events"
		}
		fields := map[string]string{"given": r.Header.Get("X-Table"), "used": table}
		if _, err := db.Exec("DELETE FROM " + fields["used"] + " WHERE expired"); err != nil {
			http.Error(w, "failed", http.StatusInternalServerError)
		}
	}
}
