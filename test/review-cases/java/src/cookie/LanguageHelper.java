package shop.cookie;

import jakarta.servlet.http.*;

public class LanguageHelper extends HttpServlet {
    private static Cookie secure(String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(true);
        return cookie;
    }

    protected void doGet(HttpServletRequest req, HttpServletResponse resp) {
        resp.addCookie(secure("lang", "en"));
    }
}
