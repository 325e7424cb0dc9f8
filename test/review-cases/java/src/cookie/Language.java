package shop.cookie;

import jakarta.servlet.http.*;

public class Language extends HttpServlet {
    protected void doGet(HttpServletRequest req, HttpServletResponse resp) {
        resp.addCookie(new Cookie("lang", "en"));
    }
}
