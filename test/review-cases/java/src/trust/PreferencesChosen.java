package shop.trust;

import javax.servlet.http.*;

public class PreferencesChosen extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String colour = request.getParameter("colour");
        String kept;
        switch (colour) {
            case "dark":
                kept = "dark";
                break;
            case "light":
                kept = "light";
                break;
            default:
                kept = "system";
        }
        request.getSession().setAttribute("colour", kept);
    }
}
