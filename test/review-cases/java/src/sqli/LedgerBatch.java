package shop.sqli;

import java.sql.*;
import javax.servlet.http.*;

public class LedgerBatch extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        String[] books = request.getParameterValues("book");
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < books.length; i++) {
            if (i > 0) marks.append(',');
            marks.append('?');
        }
        try (PreparedStatement statement = shop.data.Stores.open().prepareStatement("SELECT * FROM entries WHERE book IN (" + marks + ")")) {
            for (int i = 0; i < books.length; i++) statement.setString(i + 1, books[i]);
            statement.executeQuery();
        } catch (SQLException e) {
            log("failed");
        }
    }
}
