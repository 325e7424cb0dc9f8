package shop.sqli;

import java.sql.*;
import java.util.Enumeration;
import jakarta.servlet.http.*;

public class CustomerByHeader extends HttpServlet {
    public void doPost(HttpServletRequest req, HttpServletResponse res) {
        String tenant = "";
        Enumeration<String> values = req.getHeaders("X-Tenant");
        if (values != null && values.hasMoreElements()) {
            tenant = values.nextElement();
        }
        StringBuilder sql = new StringBuilder("update customers set seen = now() where tenant = '");
        sql.append(tenant).append("'");
        try {
            Connection connection = Pool.connection();
            connection.createStatement().executeUpdate(sql.toString());
        } catch (SQLException e) {
            log("no database", e);
        }
    }
}
