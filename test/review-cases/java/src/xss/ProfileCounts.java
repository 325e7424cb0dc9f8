package shop.xss;

import java.io.IOException;
import java.util.*;
import jakarta.servlet.http.*;

public class ProfileCounts extends HttpServlet {
    @Override
    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] tags = request.getParameterValues("tag");
        Map<Integer, Integer> byLength = new TreeMap<>();
        for (String tag : tags) byLength.merge(tag.length(), 1, Integer::sum);
        StringBuilder html = new StringBuilder();
        for (Map.Entry<Integer, Integer> entry : byLength.entrySet()) {
            html.append("<li>").append(entry.getKey()).append(": ").append(entry.getValue()).append("</li>");
        }
        response.getOutputStream().println("<ul>" + html + "</ul>");
    }
}
