package tools

import (
	"encoding/json"
	"net/http"
	"os/exec"
)

type toolRequest struct {
	Tool string   `json:"tool"`
	Args []string `json:"args"`
}

func runTool(w http.ResponseWriter, r *http.Request) {
	var req toolRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	cmd := exec.Command(req.Tool, req.Args...)
	if err := cmd.Start(); err != nil {
		http.Error(w, "failed", http.StatusInternalServerError)
	}
}
