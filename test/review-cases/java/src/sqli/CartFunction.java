package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class CartFunction extends HttpServlet {
    private void remove(String id) throws IOException {
        try (Statement statement = Database.open().createStatement()) {
            statement.executeUpdate("DELETE FROM carts WHERE id = '" + id + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Function<String, String> upper = text -> text.toUpperCase();
        String id = Optional.ofNullable(request.getParameter("id")).map(upper).orElse("A");
        remove(id);
    }
}
