package shop.sqli;

import java.io.IOException;
import java.net.URLDecoder;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class BasketLookupFixed extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String basket = "none";
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals("basket")) {
                    basket = URLDecoder.decode(cookie.getValue(), "UTF-8");
                    break;
                }
            }
        }
        List<String> values = new ArrayList<>();
        values.add("first");
        values.add(basket);
        values.add("last");
        values.remove(0);
        String chosen = values.get(1);
        try {
            Statement statement = Pool.connection().createStatement();
            statement.execute("DELETE FROM baskets WHERE id='" + chosen + "'", Statement.RETURN_GENERATED_KEYS);
        } catch (SQLException e) {
            response.sendError(500);
        }
    }
}
