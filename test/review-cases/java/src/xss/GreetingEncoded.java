package shop.xss;

import java.io.*;
import javax.servlet.http.*;
import org.owasp.encoder.Encode;

public class GreetingEncoded extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        PrintWriter out = response.getWriter();
        String name = request.getParameter("name");
        out.println("<html><body>");
        out.println("<h1>Hello " + Encode.forHtml(name) + "</h1>");
        out.println("</body></html>");
    }
}
