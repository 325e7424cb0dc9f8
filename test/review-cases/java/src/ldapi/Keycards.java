package shop.ldapi;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.*;

public class Keycards extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String param = request.getReader().readLine();
        String bar = new Card().of(param);
        shop.data.Directory server = new shop.data.Directory();
        try {
            javax.naming.directory.DirContext context = server.context();
            String base = "ou=users,ou=system";
            javax.naming.directory.SearchControls controls = new javax.naming.directory.SearchControls();
            String filter = "(&(objectclass=person))(|(uid=" + bar + ")(street={0}))";
            Object[] filters = new Object[] {"The streetz 4 Ms bar"};
            javax.naming.NamingEnumeration<javax.naming.directory.SearchResult> results = context.search(base, filter, filters, controls);
            while (results.hasMore()) {
                javax.naming.directory.SearchResult one = (javax.naming.directory.SearchResult) results.next();
                response.getWriter().println("found " + one.getAttributes().size());
            }
        } catch (javax.naming.NamingException e) {
            throw new ServletException(e);
        }
    }

    class Card {
        String of(String param) {
            String bar = "safe!";
            java.util.HashMap<String, String> map = new java.util.HashMap<>();
            map.put("a", "x");
            map.put("b", param);
            bar = map.get("b");
            return bar;
        }
    }
}
