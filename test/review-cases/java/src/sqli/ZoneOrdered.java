package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class ZoneOrdered extends HttpServlet {
    private static String orderOf(String given) {
        if (given == null) return "name";
        switch (given.toLowerCase(Locale.ROOT)) {
            case "size":
                return "size";
            case "newest":
                return "created DESC";
            default:
                return "name";
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String order = orderOf(request.getParameter("order"));
        try (Statement statement = Database.open().createStatement()) {
            statement.executeQuery("SELECT * FROM zones ORDER BY " + order);
        } catch (SQLException e) {
            response.sendError(500);
        }
    }
}
