package shop.path;

import java.io.IOException;
import java.nio.file.*;
import javax.servlet.http.*;

public class ChapterDigits extends HttpServlet {
    private static boolean isNumber(String text) {
        return text != null && text.matches("\\d+");
    }

    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = request.getParameter("chapter");
        if (!isNumber(param)) {
            response.sendError(400);
            return;
        }
        Path path = Paths.get("/srv/chapters", "chapter-" + param + ".html");
        response.getOutputStream().write(Files.readAllBytes(path));
    }
}
