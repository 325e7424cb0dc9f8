package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class NoteExceptionQuiet extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text;
        try {
            text = "number " + Integer.parseInt(request.getParameter("note"));
        } catch (NumberFormatException e) {
            text = "not a number";
        }
        response.getWriter().println("<p>" + text + "</p>");
    }
}
