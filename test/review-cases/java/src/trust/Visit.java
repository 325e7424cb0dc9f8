package shop.trust;

import javax.servlet.http.*;

public class Visit extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(true);
        String key = "visit";
        for (Cookie cookie : request.getCookies()) {
            if (cookie.getName().equals("key")) {
                key = cookie.getValue();
            }
        }
        session.putValue(key, "10340");
    }
}
