package shop.sqli;

import java.sql.*;
import javax.servlet.http.*;

public class LedgerMonths extends HttpServlet {
    enum Month { JAN, FEB, MAR }

    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        Month month = Month.valueOf(request.getParameter("month"));
        try (Statement statement = shop.data.Stores.open().createStatement()) {
            statement.executeQuery("SELECT * FROM entries_" + month.name());
        } catch (SQLException e) {
            log("failed");
        }
    }
}
