package shop.hash;

import javax.servlet.http.*;

public class Visitors extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        try {
            java.security.MessageDigest digest = java.security.MessageDigest.getInstance("sha1", java.security.Security.getProviders()[0]);
            digest.update(request.getRemoteAddr().getBytes());
            log(new String(digest.digest()));
        } catch (java.security.NoSuchAlgorithmException e) {
            log("failed");
        }
    }
}
