package shop.cookiescript;

import javax.servlet.http.*;

public class Token extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        Cookie token = new Cookie("token", request.getSession().getId());
        token.setSecure(true);
        token.setHttpOnly(false);
        response.addCookie(token);
    }
}
