package formulas

import (
	"net/http"

	"github.com/dop251/goja"
)

func evaluate(w http.ResponseWriter, r *http.Request) {
	vm := goja.New()
	if _, err := vm.RunString("var total = " + r.FormValue("formula")); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}
