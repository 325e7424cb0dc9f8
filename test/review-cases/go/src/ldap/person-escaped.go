package people

import (
	"fmt"
	"net/http"

	"github.com/go-ldap/ldap/v3"
)

func personEscaped(w http.ResponseWriter, r *http.Request, conn *ldap.Conn) {
	filter := fmt.Sprintf("(uid=%s)", ldap.EscapeFilter(r.FormValue("uid")))
	search := ldap.NewSearchRequest("ou=people,dc=example,dc=org", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false,
		filter, []string{"cn"}, nil)
	if _, err := conn.Search(search); err != nil {
		http.NotFound(w, r)
	}
}
