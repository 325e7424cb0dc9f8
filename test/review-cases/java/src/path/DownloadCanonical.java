package shop.path;

import java.io.*;
import javax.servlet.http.*;

public class DownloadCanonical extends HttpServlet {
    private static final String ROOT = "/srv/files/";

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        File file = new File(ROOT, name);
        String full = file.getCanonicalPath();
        if (!full.startsWith(ROOT)) {
            response.sendError(404);
            return;
        }
        try (InputStream in = new FileInputStream(full)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
