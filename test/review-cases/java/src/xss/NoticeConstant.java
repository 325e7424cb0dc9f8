package shop.xss;

import java.io.IOException;
import java.io.Writer;
import javax.servlet.http.*;

public class NoticeConstant extends HttpServlet {
    private void show(Writer writer, String text) throws IOException {
        writer.write("<b>");
        writer.write(text);
        writer.write("</b>");
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String given = request.getQueryString();
        String text = given.isEmpty() ? "nothing" : "something";
        show(response.getWriter(), text);
    }
}
