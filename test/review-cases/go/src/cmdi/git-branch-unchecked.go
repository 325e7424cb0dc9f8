package repos

import (
	"net/http"
	"os/exec"
	"regexp"
)

var looksLikeBranch = regexp.MustCompile(`[a-zA-Z0-9_-]+`)

func checkoutAny(w http.ResponseWriter, r *http.Request) {
	branch := r.URL.Query().Get("branch")
	if !looksLikeBranch.MatchString(branch) {
		http.Error(w, "not a branch", http.StatusBadRequest)
		return
	}
	if err := exec.Command("bash", "-c", "git checkout "+branch).Run(); err != nil {
		http.Error(w, "failed", http.StatusInternalServerError)
	}
}
