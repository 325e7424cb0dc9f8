package shop.sqli;

import java.sql.*;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.*;

public class SupplierReportCurrency extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        Map<String, String[]> all = request.getParameterMap();
        String region = "north";
        if (!all.isEmpty()) {
            String[] given = all.get("region");
            if (given != null) region = given[0];
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("limit", 10);
        settings.put("region", region);
        settings.put("currency", "EUR");
        Connection connection = null;
        try {
            connection = DriverManager.getConnection(System.getenv("DB"));
            CallableStatement call = connection.prepareCall("{call report('" + (String) settings.get("currency") + "')}");
            call.execute();
        } catch (SQLException e) {
            log("failed", e);
        }
    }
}
