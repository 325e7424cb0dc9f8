package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class CartBody extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder body = new StringBuilder();
        try (BufferedReader reader = request.getReader()) {
            String line;
            while ((line = reader.readLine()) != null) {
                body.append(line).append('\n');
            }
        }
        String id = body.toString().trim();
        try (Statement statement = Database.open().createStatement()) {
            statement.executeUpdate("DELETE FROM carts WHERE id = '" + id + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
