package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class NoteChars extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder built = new StringBuilder();
        for (char one : request.getParameter("note").toCharArray()) {
            built.append(one);
        }
        String text = built.toString();
        response.getWriter().println("<p>" + text + "</p>");
    }
}
