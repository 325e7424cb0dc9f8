package shop.ldapi;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.*;

public class KeycardsEmpty extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String param = request.getHeader("Card");
        String bar = "alsosafe";
        if (param != null) {
            java.util.List<String> values = new java.util.ArrayList<String>();
            values.add("safe");
            values.add(param);
            values.add("moresafe");
            values.remove(0);
            bar = values.get(1);
        }
        try {
            javax.naming.directory.InitialDirContext context = (javax.naming.directory.InitialDirContext) new shop.data.Directory().context();
            context.search("ou=users", "(uid=" + bar + ")", new javax.naming.directory.SearchControls());
        } catch (javax.naming.NamingException e) {
            throw new ServletException(e);
        }
    }
}
