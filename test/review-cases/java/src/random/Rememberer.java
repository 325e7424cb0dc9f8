package shop.random;

import java.io.IOException;
import javax.servlet.http.*;

public class Rememberer extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int number = new java.util.Random().nextInt(99);
        String key = Integer.toString(number);
        request.getSession().setAttribute("remember", key);
    }
}
