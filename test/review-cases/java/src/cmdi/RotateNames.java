package shop.cmdi;

import java.io.IOException;
import javax.servlet.http.*;

public class RotateNames extends HttpServlet {
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = "";
        java.util.Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (name.startsWith("x-rotate")) {
                param = name;
                break;
            }
        }
        String guess = "ABC";
        char target = guess.charAt(1);
        String bar;
        switch (target) {
            case 'A':
                bar = "bob";
                break;
            case 'B':
            case 'C':
                bar = param;
                break;
            default:
                bar = "rotate";
                break;
        }
        Runtime.getRuntime().exec("logrotate -f " + bar, new String[] {"A=b"}, new java.io.File(System.getProperty("user.dir")));
    }
}
