package shop.trust;

import java.io.IOException;
import javax.servlet.http.*;

public class StepsIndex extends HttpServlet {
    private static final String[] STEPS = {"start", "pay", "done"};

    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int at = Math.min(Integer.parseInt(request.getParameter("step")), 2);
        request.getSession().setAttribute("step", STEPS[at]);
    }
}
