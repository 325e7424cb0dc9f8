package shop.cmdi;

import java.io.IOException;
import java.util.regex.Pattern;
import javax.servlet.ServletException;
import javax.servlet.http.*;

public class EnvironmentOfJobChecked extends HttpServlet {
    private static final Pattern LOCALE = Pattern.compile("^[a-z]{2}_[A-Z]{2}$");

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String locale = request.getParameter("lang");
        if (locale == null || !LOCALE.matcher(locale).matches()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String[] environment = new String[1];
        environment[0] = "LANG=" + locale;
        Runtime.getRuntime().exec(new String[] {"report"}, environment);
    }
}
