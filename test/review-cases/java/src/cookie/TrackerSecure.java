package shop.cookie;

import java.io.IOException;
import javax.servlet.http.*;

public class TrackerSecure extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        javax.servlet.http.Cookie cookie = new javax.servlet.http.Cookie("Tracker", "x" + request.getContentLength());
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setPath(request.getRequestURI());
        response.addCookie(cookie);
        response.getWriter().println("Created cookie");
    }
}
