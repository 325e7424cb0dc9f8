package shop.xss;

import java.io.IOException;
import java.io.Writer;
import javax.servlet.http.*;

public class Notice extends HttpServlet {
    private String last = "nothing";

    private void remember(String text) {
        last = text;
    }

    private void show(Writer writer) throws IOException {
        writer.write("<b>");
        writer.write(last);
        writer.write("</b>");
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        remember(request.getQueryString());
        show(response.getWriter());
    }
}
