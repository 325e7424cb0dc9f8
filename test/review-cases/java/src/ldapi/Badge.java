package shop.ldapi;

import java.util.Hashtable;
import javax.naming.directory.*;
import javax.servlet.http.*;

public class Badge extends HttpServlet {
    static class Lookup {
        String base = "ou=badges";
        String filter;

        void forNumber(String number) {
            this.filter = "(badge=" + number + ")";
        }
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Lookup lookup = new Lookup();
        lookup.forNumber(request.getHeader("X-Badge"));
        try {
            InitialDirContext context = new InitialDirContext(new Hashtable<>());
            Object[] nothing = {};
            context.search(lookup.base, lookup.filter, nothing, new SearchControls());
        } catch (javax.naming.NamingException e) {
            log("no directory");
        }
    }
}
