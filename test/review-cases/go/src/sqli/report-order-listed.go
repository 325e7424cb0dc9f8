package reports

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
)

var listedDB *sql.DB

var sortColumns = map[string]string{
	"title":   "title",
	"created": "created_at",
}

func listSorted(ctx context.Context, column string) (*sql.Rows, error) {
	return listedDB.QueryContext(ctx, fmt.Sprintf("SELECT id, title FROM reports ORDER BY %s", column))
}

func SortedHandler(w http.ResponseWriter, r *http.Request) {
	column, ok := sortColumns[r.FormValue("sort")]
	if !ok {
		column = "created_at"
	}
	rows, err := listSorted(r.Context(), column)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	defer rows.Close()
}
