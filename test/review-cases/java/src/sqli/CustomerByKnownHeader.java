package shop.sqli;

import java.sql.*;
import java.util.Enumeration;
import jakarta.servlet.http.*;

public class CustomerByKnownHeader extends HttpServlet {
    public void doPost(HttpServletRequest req, HttpServletResponse res) {
        String tenant = "";
        Enumeration<String> values = req.getHeaders("X-Tenant");
        if (values != null && values.hasMoreElements()) {
            tenant = values.nextElement();
        }
        String known;
        int shards = 7;
        if (shards * 42 - 30 > 200) known = "main";
        else known = tenant;
        StringBuilder sql = new StringBuilder("update customers set seen = now() where tenant = '");
        sql.append(known).append("'");
        try {
            Connection connection = Pool.connection();
            connection.createStatement().executeUpdate(sql.toString());
        } catch (SQLException e) {
            log("no database", e);
        }
    }
}
