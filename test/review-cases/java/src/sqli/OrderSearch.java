package shop.sqli;

import java.io.IOException;
import java.sql.*;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.*;

@WebServlet("/orders")
public class OrderSearch extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String status = request.getParameter("status");
        try (Connection db = Pool.connection(); Statement statement = db.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT id FROM orders WHERE status = '" + status + "'");
            while (rows.next()) response.getWriter().println(rows.getInt(1));
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }
}
