package shop.header;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.*;

public class AttachmentEncoded extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String name = URLEncoder.encode(request.getParameter("as"), StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=" + name);
    }
}
