package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class CrumbsFixed extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("shop", "Shop");
        titles.put("help", "Help");
        StringBuilder html = new StringBuilder("<nav>");
        for (String part : request.getRequestURI().split("/")) {
            String title = titles.get(part);
            if (title != null) html.append("<a>").append(title).append("</a>");
        }
        html.append("</nav>");
        response.getWriter().print(html);
    }
}
