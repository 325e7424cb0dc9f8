package shop.sqli;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

@WebServlet(value = "/ledger/entries")
public class LedgerEntries extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        doPost(request, response);
    }

    @Override
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        response.setContentType("text/html;charset=UTF-8");
        String param = "";
        java.util.Enumeration<String> headers = request.getHeaders("Ledger");
        if (headers != null && headers.hasMoreElements()) {
            param = headers.nextElement();
        }
        param = java.net.URLDecoder.decode(param, "UTF-8");
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
            StringBuilder text = new StringBuilder(param);
            return text.append("_end").toString();
        }
    }
}
