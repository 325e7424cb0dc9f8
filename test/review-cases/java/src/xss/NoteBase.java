package shop.xss;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class NoteBase extends HttpServlet {
    static abstract class Page {
        abstract String body(HttpServletRequest request);

        void write(HttpServletRequest request, Writer writer) throws IOException {
            writer.write("<html>" + body(request) + "</html>");
        }
    }

    static class NotePage extends Page {
        String body(HttpServletRequest request) {
            return "<p>" + request.getParameter("note") + "</p>";
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Page page = new NotePage();
        page.write(request, response.getWriter());
    }
}
