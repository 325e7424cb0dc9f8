package orders

import (
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/jmoiron/sqlx"
)

type textStore struct{ db *sqlx.DB }

func (s *textStore) byNumber(number string) (o struct{ Total int }, err error) {
	err = s.db.Get(&o, fmt.Sprintf("SELECT total FROM orders WHERE number = %s", number))
	return
}

func textHandler(s *textStore) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		order, err := s.byNumber(chi.URLParam(r, "number"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, "%d", order.Total)
	}
}
