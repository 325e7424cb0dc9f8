package shop.cookie;

import java.io.IOException;
import javax.servlet.http.*;

public class Tracker extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] input = new byte[1000];
        String text = "?";
        Object given = request.getParameter("id");
        if (given instanceof String) text = (String) given;
        javax.servlet.http.Cookie cookie = new javax.servlet.http.Cookie("Tracker", text);
        cookie.setSecure(false);
        cookie.setHttpOnly(true);
        cookie.setPath(request.getRequestURI());
        response.addCookie(cookie);
        response.getWriter().println("Created cookie");
    }
}
