package shop.path;

import java.io.*;
import javax.servlet.http.*;

public class ThemeLoaderFixed extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String theme = request.getPathInfo();
        String file;
        switch ("abc".charAt(2)) {
            case 'a': file = "plain"; break;
            case 'b': file = theme; break;
            default: file = "dark"; break;
        }
        BufferedReader reader = new BufferedReader(new FileReader("/srv/themes/" + file));
        response.setHeader("X-Lines", String.valueOf(reader.lines().count()));
    }
}
