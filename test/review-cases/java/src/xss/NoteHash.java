package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class NoteHash extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = org.apache.commons.codec.digest.DigestUtils.sha256Hex(request.getParameter("note"));
        response.getWriter().println("<p>" + text + "</p>");
    }
}
