package shop.path;

import java.io.IOException;
import javax.servlet.http.*;

public class ManualPages extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = request.getParameter("page");
        String bar;
        String text = "This should never happen";
        int number = 196;
        if ((500 / 42) + number > 200) bar = text;
        else bar = param;
        java.io.File file = new java.io.File(shop.data.Stores.FOLDER, bar);
        if (file.exists()) {
            response.getWriter().println("there");
        }
    }
}
