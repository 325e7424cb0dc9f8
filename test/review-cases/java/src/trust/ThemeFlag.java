package shop.trust;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class ThemeFlag extends HttpServlet {
    private static void keep(HttpSession session, String name, Object value) {
        if (value != null) session.setAttribute(name, value);
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        keep(request.getSession(), "dark", "dark".equals(request.getParameter("theme")));
    }
}
