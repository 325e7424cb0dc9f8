package shop.ldapi;

import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.*;
import javax.servlet.http.*;

public class PhoneBookArguments extends HttpServlet {
    private DirContext directory;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String name = request.getParameter("name");
        String filter = "(&(objectclass=person)(uid={0}))";
        SearchControls controls = new SearchControls();
        controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
        try {
            NamingEnumeration<SearchResult> found = directory.search("ou=people", filter, new Object[] {name}, controls);
            response.setStatus(found.hasMore() ? 200 : 404);
        } catch (NamingException e) {
            response.setStatus(500);
        }
    }
}
