package shop.random;

import javax.servlet.http.*;

public class Voucher extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        double value = Math.random();
        String code = Double.toString(value).substring(2);
        request.getSession().setAttribute("voucher", code);
    }
}
