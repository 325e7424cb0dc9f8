package shop.cookie;

import javax.servlet.http.*;

public class RememberMeSecure extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = new Cookie("remember", Long.toHexString(System.nanoTime()));
        cookie.setMaxAge(60 * 60);
        cookie.setSecure(true);
        cookie.setPath("/");
        response.addCookie(cookie);
    }
}
