package jobs

import (
	"encoding/gob"
	"net/http"
)

type Job struct{ Name string }

func accept(w http.ResponseWriter, r *http.Request) {
	var job Job
	if err := gob.NewDecoder(r.Body).Decode(&job); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}
