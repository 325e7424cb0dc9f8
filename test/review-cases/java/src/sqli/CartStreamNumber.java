package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class CartStreamNumber extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int id = Arrays.stream(request.getCookies())
            .filter(cookie -> "cart".equals(cookie.getName()))
            .map(Cookie::getValue)
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(0);
        try (Statement statement = Database.open().createStatement()) {
            statement.executeUpdate("DELETE FROM carts WHERE id = '" + id + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
