package shop.xss;

import java.io.IOException;
import java.util.*;
import java.util.stream.Collectors;
import jakarta.servlet.http.*;

public class Profile extends HttpServlet {
    @Override
    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] tags = request.getParameterValues("tag");
        String html = Arrays.stream(tags)
            .filter(tag -> !tag.isEmpty())
            .map(tag -> "<li>" + tag + "</li>")
            .collect(Collectors.joining());
        response.getOutputStream().println("<ul>" + html + "</ul>");
    }
}
