package people

import (
	"fmt"
	"net/http"

	"github.com/go-ldap/ldap/v3"
)

func person(w http.ResponseWriter, r *http.Request, conn *ldap.Conn) {
	search := ldap.NewSearchRequest("ou=people,dc=example,dc=org", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false,
		fmt.Sprintf("(uid=%s)", r.FormValue("uid")), []string{"cn"}, nil)
	if _, err := conn.Search(search); err != nil {
		http.NotFound(w, r)
	}
}
