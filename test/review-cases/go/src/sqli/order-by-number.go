package orders

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/jmoiron/sqlx"
)

type orderStore struct{ db *sqlx.DB }

func (s *orderStore) byNumber(number int) (o struct{ Total int }, err error) {
	err = s.db.Get(&o, fmt.Sprintf("SELECT total FROM orders WHERE number = %d", number))
	return
}

func orderHandler(s *orderStore) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		number, err := strconv.Atoi(r.PathValue("number"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		order, err := s.byNumber(number)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, "%d", order.Total)
	}
}
