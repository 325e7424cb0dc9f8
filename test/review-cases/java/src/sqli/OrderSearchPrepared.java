package shop.sqli;

import java.io.IOException;
import java.sql.*;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.*;

@WebServlet("/orders")
public class OrderSearchPrepared extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String status = request.getParameter("status");
        try (Connection db = Pool.connection();
             PreparedStatement statement = db.prepareStatement("SELECT id FROM orders WHERE status = ?")) {
            statement.setString(1, status);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) response.getWriter().println(rows.getInt(1));
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }
}
