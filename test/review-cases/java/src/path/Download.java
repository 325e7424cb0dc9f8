package shop.path;

import java.io.*;
import javax.servlet.http.*;

public class Download extends HttpServlet {
    private static final String ROOT = "/srv/files/";

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        File file = new File(ROOT + name);
        try (InputStream in = new FileInputStream(file)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
