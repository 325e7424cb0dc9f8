package tools

import (
	"net"
	"net/http"
	"os/exec"
)

func pingAddress(w http.ResponseWriter, r *http.Request) {
	ip := net.ParseIP(r.FormValue("host"))
	if ip == nil {
		http.Error(w, "not an address", http.StatusBadRequest)
		return
	}
	out, err := exec.Command("sh", "-c", "ping -c 1 "+ip.String()).CombinedOutput()
	if err != nil {
		http.Error(w, "unreachable", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	w.Write(out)
}
