package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class NoteReset extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder built = new StringBuilder();
        built.append(request.getParameter("note"));
        log(built.length() + " characters");
        built = new StringBuilder("thanks");
        String text = built.toString();
        response.getWriter().println("<p>" + text + "</p>");
    }
}
