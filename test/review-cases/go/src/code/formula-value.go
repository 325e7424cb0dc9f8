package formulas

import (
	"net/http"

	"github.com/dop251/goja"
)

func evaluateValue(w http.ResponseWriter, r *http.Request) {
	vm := goja.New()
	vm.Set("given", r.FormValue("value"))
	if _, err := vm.RunString("var total = Number(given) * 1.19"); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}
