package shop.sqli;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

@WebServlet(value = "/ledger/inner")
public class LedgerEntriesInner extends HttpServlet {
    @Override
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        doPost(request, response);
    }

    @Override
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String param = request.getHeader("Ledger");
        String bar = new Inner().shape(request, param);
        String sql = "SELECT * from ENTRIES where BOOK='" + bar + "'";
        try {
            java.util.List<java.util.Map<String, Object>> list = shop.data.Stores.TEMPLATE.queryForList(sql);
            response.getWriter().println(list.size());
        } catch (org.springframework.dao.DataAccessException e) {
            throw new ServletException(e);
        }
    }

    private class Inner {
        public String shape(HttpServletRequest request, String param) throws ServletException, IOException {
            String bar = "alsosafe";
            if (param != null) {
                java.util.List<String> values = new java.util.ArrayList<String>();
                values.add("safe");
                values.add(param);
                values.add("moresafe");
                values.remove(0);
                bar = values.get(1);
            }
            return bar;
        }
    }
}
