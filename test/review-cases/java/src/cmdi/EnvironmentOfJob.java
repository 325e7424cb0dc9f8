package shop.cmdi;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.*;

public class EnvironmentOfJob extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String locale = "C";
        java.util.Enumeration<String> names = request.getParameterNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            for (String value : request.getParameterValues(name)) {
                if ("lang".equals(name)) locale = value;
            }
        }
        String[] environment = new String[1];
        environment[0] = "LANG=" + locale;
        Runtime.getRuntime().exec(new String[] {"report"}, environment);
    }
}
