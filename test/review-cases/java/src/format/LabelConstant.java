package shop.format;

import javax.servlet.http.*;

public class LabelConstant extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String label = String.format("%s: %d", request.getParameter("pattern"), 12);
        response.setStatus(label.length());
    }
}
