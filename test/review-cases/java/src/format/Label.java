package shop.format;

import javax.servlet.http.*;

public class Label extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String label = String.format(request.getParameter("pattern"), 12);
        response.setStatus(label.length());
    }
}
