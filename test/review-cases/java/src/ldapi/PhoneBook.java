package shop.ldapi;

import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.*;
import javax.servlet.http.*;

public class PhoneBook extends HttpServlet {
    private DirContext directory;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String name = request.getParameter("name");
        String filter = "(&(objectclass=person)(uid=" + name + "))";
        SearchControls controls = new SearchControls();
        controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
        try {
            NamingEnumeration<SearchResult> found = directory.search("ou=people", filter, controls);
            response.setStatus(found.hasMore() ? 200 : 404);
        } catch (NamingException e) {
            response.setStatus(500);
        }
    }
}
