package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Crumbs extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder html = new StringBuilder("<nav>");
        for (String part : request.getRequestURI().split("/")) {
            if (part.isEmpty()) continue;
            html.append("<a>").append(java.net.URLDecoder.decode(part, "UTF-8")).append("</a>");
        }
        html.append("</nav>");
        PrintWriter out = new PrintWriter(new OutputStreamWriter(response.getOutputStream(), "UTF-8"));
        out.print(html);
        out.flush();
    }
}
