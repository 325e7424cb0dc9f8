package shop.sqli;

import java.sql.*;
import javax.servlet.http.*;

public class PriceListsSwitch extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String order = request.getParameter("order");
        String column = switch (order) {
            case "cheap" -> "price";
            case "new" -> "since desc";
            default -> "name";
        };
        try {
            Statement statement = Pool.connection().createStatement();
            statement.executeQuery("SELECT price FROM lists ORDER BY " + column);
        } catch (SQLException e) {
            log(e.getMessage());
        }
    }
}
