package shop.hash;

import javax.servlet.http.*;

public class VisitorsConfigured extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        try {
            java.util.Properties settings = new java.util.Properties();
            settings.load(this.getClass().getClassLoader().getResourceAsStream("visitors.properties"));
            String algorithm = settings.getProperty("hash", "SHA-512");
            java.security.MessageDigest digest = java.security.MessageDigest.getInstance(algorithm);
            log(new String(digest.digest("x".getBytes())));
        } catch (Exception e) {
            log("failed");
        }
    }
}
