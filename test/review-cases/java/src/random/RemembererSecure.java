package shop.random;

import java.io.IOException;
import javax.servlet.http.*;

public class RemembererSecure extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            java.util.Random generator = java.security.SecureRandom.getInstance("SHA1PRNG");
            double value = generator.nextGaussian();
            String key = Double.toString(value).substring(2);
            request.getSession().setAttribute("remember", key);
        } catch (java.security.NoSuchAlgorithmException e) {
            log("none");
        }
    }
}
