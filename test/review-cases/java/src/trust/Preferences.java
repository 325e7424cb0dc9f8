package shop.trust;

import javax.servlet.http.*;

public class Preferences extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String colour = request.getParameter("colour");
        request.getSession().setAttribute("colour", colour);
    }
}
