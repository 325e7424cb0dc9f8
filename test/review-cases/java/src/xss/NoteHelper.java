package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class NoteHelper extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        shop.web.RequestReader reader = new shop.web.RequestReader(request);
        String text = reader.value("note");
        response.getWriter().println("<p>" + text + "</p>");
    }
}
