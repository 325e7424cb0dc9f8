package reports

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"strings"
)

var reportsDB *sql.DB

func orderClause(column, direction string) string {
	var b strings.Builder
	b.WriteString(" ORDER BY ")
	b.WriteString(column)
	b.WriteString(" " + direction)
	return b.String()
}

func listReports(ctx context.Context, column string) (*sql.Rows, error) {
	query := fmt.Sprintf("SELECT id, title FROM reports%s LIMIT %d", orderClause(column, "ASC"), 50)
	return reportsDB.QueryContext(ctx, query)
}

func ReportsHandler(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	rows, err := listReports(r.Context(), r.Form.Get("sort"))
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	defer rows.Close()
}
