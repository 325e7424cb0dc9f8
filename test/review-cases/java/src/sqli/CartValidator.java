package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class CartValidator extends HttpServlet {
    private static String checked(String id) {
        if (id == null || !id.matches("[A-Za-z0-9-]{1,36}")) {
            throw new IllegalArgumentException("no such cart");
        }
        return id;
    }

    private void remove(String id) throws IOException {
        try (Statement statement = Database.open().createStatement()) {
            statement.executeUpdate("DELETE FROM carts WHERE id = '" + id + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        remove(checked(request.getParameter("id")));
    }
}
