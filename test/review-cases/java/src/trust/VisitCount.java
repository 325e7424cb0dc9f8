package shop.trust;

import javax.servlet.http.*;

public class VisitCount extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(true);
        int count = 0;
        for (Cookie cookie : request.getCookies()) {
            if (cookie.getName().equals("key")) {
                count++;
            }
        }
        session.setAttribute("cookies", count);
        session.setAttribute("visits", Integer.valueOf(request.getParameter("visits")));
    }
}
