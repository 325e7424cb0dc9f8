package shop.cmdi;

import java.io.IOException;
import javax.servlet.http.*;

public class Rotate extends HttpServlet {
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
        char target = guess.charAt(2);
        String bar;
        switch (target) {
            case 'A':
                bar = param;
                break;
            case 'B':
                bar = "bob";
                break;
            case 'C':
            case 'D':
                bar = "rotate";
                break;
            default:
                bar = param;
                break;
        }
        String command = "logrotate -f ";
        String[] environment = {bar};
        Runtime.getRuntime().exec(command + bar, environment);
    }
}
