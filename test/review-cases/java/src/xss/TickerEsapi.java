package shop.xss;

import java.io.IOException;
import javax.servlet.http.*;

public class TickerEsapi extends HttpServlet {
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String bar = shape(request, request.getHeader("X-Ticker"));
        Object[] parts = {bar, "b"};
        response.getWriter().format(java.util.Locale.US, "Formatted like: %1$s and %2$s.", parts);
    }

    private static String shape(HttpServletRequest request, String param) {
        return org.owasp.esapi.ESAPI.encoder().encodeForHTML(param);
    }
}
