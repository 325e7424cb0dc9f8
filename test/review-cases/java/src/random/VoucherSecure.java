package shop.random;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.servlet.http.*;

public class VoucherSecure extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        try {
            double value = SecureRandom.getInstance("SHA1PRNG").nextDouble();
            String code = Double.toString(value).substring(2);
            request.getSession().setAttribute("voucher", code);
        } catch (NoSuchAlgorithmException e) {
            log("no generator");
        }
    }
}
