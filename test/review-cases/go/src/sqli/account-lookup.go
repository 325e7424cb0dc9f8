package accounts

import (
	"database/sql"
	"encoding/json"
	"net/http"
)

type accountServer struct {
	db *sql.DB
}

func (s *accountServer) lookup(w http.ResponseWriter, r *http.Request) {
	owner := r.URL.Query().Get("owner")
	rows, err := s.db.Query("SELECT id, balance FROM accounts WHERE owner = '" + owner + "'")
	if err != nil {
		http.Error(w, "lookup failed", http.StatusInternalServerError)
		return
	}
	defer rows.Close()
	json.NewEncoder(w).Encode(rows)
}
