package shop.sqli;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Zone extends HttpServlet {
    private final ZoneStore store = new ZoneStore();

    static class ZoneStore {
        private static final String QUERY = "SELECT * FROM zones WHERE name LIKE '%%s%' ORDER BY %s";

        void find(String name, String order, Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(String.format(QUERY, name.replace("'", "''"), order));
            }
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            store.find("north", request.getParameter("order"), Database.open());
        } catch (SQLException e) {
            response.sendError(500);
        }
    }
}
