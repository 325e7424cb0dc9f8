package shop.xss;

import java.io.IOException;
import javax.servlet.http.*;

public class BannerEscaped extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = request.getParameter("banner");
        String bar = "";
        if (param != null) bar = org.apache.commons.lang.StringEscapeUtils.escapeHtml(param);
        response.setHeader("X-XSS-Protection", "0");
        response.getWriter().print(bar.toCharArray());
    }
}
