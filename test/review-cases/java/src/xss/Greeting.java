package shop.xss;

import java.io.*;
import javax.servlet.http.*;

public class Greeting extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        PrintWriter out = response.getWriter();
        String name = request.getParameter("name");
        out.println("<html><body>");
        out.println("<h1>Hello " + name + "</h1>");
        out.println("</body></html>");
    }
}
