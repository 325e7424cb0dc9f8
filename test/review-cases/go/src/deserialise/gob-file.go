package jobs

import (
	"encoding/gob"
	"os"
)

func load() (job Job, err error) {
	file, err := os.Open("/var/lib/jobs/last")
	if err != nil {
		return job, err
	}
	defer file.Close()
	err = gob.NewDecoder(file).Decode(&job)
	return
}
