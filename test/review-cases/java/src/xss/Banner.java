package shop.xss;

import java.io.IOException;
import javax.servlet.http.*;

public class Banner extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] values = request.getParameterValues("banner");
        String param;
        if (values != null && values.length > 0) param = values[0];
        else param = "";
        StringBuilder text = new StringBuilder(param);
        String bar = text.replace(param.length() - "Z".length(), param.length(), "Z").toString();
        response.setHeader("X-XSS-Protection", "0");
        int length = 1;
        if (bar != null) {
            length = bar.length();
            response.getWriter().write(bar.toCharArray(), 0, length);
        }
    }
}
