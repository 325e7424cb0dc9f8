package shop.xss;

import java.io.IOException;
import javax.servlet.http.*;

public class Cleaned extends HttpServlet {
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = request.getParameter("text");
        response.setContentType("text/plain");
        response.getWriter().println(param);
    }
}
