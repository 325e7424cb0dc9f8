package shop.jndi;

import javax.naming.*;
import javax.servlet.http.*;

public class Queue extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        try {
            Context context = new InitialContext();
            Object queue = context.lookup(request.getParameter("queue"));
            log(String.valueOf(queue != null));
        } catch (NamingException e) {
            log("no such queue");
        }
    }
}
