package shop.trust;

import java.io.IOException;
import javax.servlet.http.*;

public class Steps extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = "";
        boolean searching = true;
        java.util.Enumeration<String> names = request.getParameterNames();
        while (names.hasMoreElements() && searching) {
            String name = names.nextElement();
            String[] values = request.getParameterValues(name);
            if (values != null) {
                for (int i = 0; i < values.length && searching; i++) {
                    if (values[i].equals("steps")) {
                        param = name;
                        searching = false;
                    }
                }
            }
        }
        String bar = org.springframework.web.util.HtmlUtils.htmlEscape(param);
        request.getSession().putValue(bar, "10340");
        response.getWriter().println("kept");
    }
}
