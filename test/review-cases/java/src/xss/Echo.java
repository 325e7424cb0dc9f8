package shop.xss;

import java.io.IOException;
import java.util.Base64;
import javax.servlet.http.*;

public class Echo extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String referer = request.getHeader("Referer");
        byte[] packed = Base64.getEncoder().encode(referer.getBytes());
        String again = new String(Base64.getDecoder().decode(packed));
        Object[] parts = {"a", again};
        response.getWriter().format("<p>%1$s came from %2$s</p>", parts);
    }
}
