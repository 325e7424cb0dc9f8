package shop.sqli;

import java.sql.SQLException;
import javax.servlet.http.*;

public class LedgerTotals extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        String given = request.getParameter("book");
        String book;
        // The condition always holds.
        int number = 106;
        book = (7 * 18) + number > 200 ? given : "none";
        String sql = "{call " + book + "}";
        try {
            java.sql.Connection connection = shop.data.Stores.open();
            java.sql.CallableStatement statement = connection.prepareCall(sql, java.sql.ResultSet.TYPE_FORWARD_ONLY, java.sql.ResultSet.CONCUR_READ_ONLY);
            java.sql.ResultSet rows = statement.executeQuery();
            shop.data.Stores.print(rows, sql, response);
        } catch (SQLException e) {
            log("failed");
        }
    }
}
