package shop.redirect;

import java.io.IOException;
import javax.servlet.http.*;

public class LoginLocal extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String next = request.getParameter("next");
        if (next == null || next.isEmpty()) next = "home";
        response.sendRedirect("/account?next=" + next);
    }
}
