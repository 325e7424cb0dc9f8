package shop.sqli;

import java.sql.*;
import javax.servlet.http.*;

public class PriceLists extends HttpServlet {
    private static class Filter {
        private final String text;

        Filter(String text) {
            this.text = text;
        }

        String clause() {
            return " WHERE list = '" + text + "'";
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        Filter filter = new Filter(request.getQueryString().substring(5));
        try {
            PreparedStatement ps = Pool.connection().prepareStatement("SELECT price FROM lists" + filter.clause());
            ps.executeQuery();
        } catch (SQLException e) {
            log(e.getMessage());
        }
    }
}
