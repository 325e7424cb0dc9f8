package shop.xss;

import java.io.IOException;
import javax.servlet.http.*;

public class EchoReplaced extends HttpServlet {
    private static String clean(String text) {
        if (text == null) return "";
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String referer = clean(request.getHeader("Referer"));
        Object[] parts = {"a", referer};
        response.getWriter().format("<p>%1$s came from %2$s</p>", parts);
    }
}
