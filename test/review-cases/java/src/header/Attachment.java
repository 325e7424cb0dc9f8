package shop.header;

import javax.servlet.http.*;

public class Attachment extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String name = request.getParameter("as");
        response.setHeader("Content-Disposition", "attachment; filename=" + name);
    }
}
