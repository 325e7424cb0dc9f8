package shop.path;

import java.io.IOException;
import java.nio.file.*;
import javax.servlet.http.*;

public class Chapter extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        java.util.Map<String, String[]> map = request.getParameterMap();
        String param = "";
        if (!map.isEmpty()) {
            String[] values = map.get("chapter");
            if (values != null) param = values[0];
        }
        java.io.InputStream in = null;
        try {
            java.nio.file.Path path = java.nio.file.Paths.get(shop.data.Stores.FOLDER + param);
            in = java.nio.file.Files.newInputStream(path, java.nio.file.StandardOpenOption.READ);
            byte[] bytes = new byte[1000];
            int size = in.read(bytes);
            response.getWriter().println(org.owasp.esapi.ESAPI.encoder().encodeForHTML(new String(bytes, 0, size)));
        } finally {
            if (in != null) in.close();
        }
    }
}
