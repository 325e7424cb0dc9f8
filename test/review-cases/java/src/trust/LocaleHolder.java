package shop.trust;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LocaleHolder extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        Map<String, Object> values = new HashMap<>();
        values.put("locale", request.getParameter("locale"));
        values.forEach((key, value) -> session.setAttribute(key, value));
    }
}
