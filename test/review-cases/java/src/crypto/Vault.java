package shop.crypto;

import javax.servlet.http.*;

public class Vault extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        try {
            java.util.Properties settings = new java.util.Properties();
            settings.load(this.getClass().getClassLoader().getResourceAsStream("vault.properties"));
            String algorithm = settings.getProperty("algorithm", "DESede/ECB/PKCS5Padding");
            javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance(algorithm);
            javax.crypto.SecretKey key = javax.crypto.KeyGenerator.getInstance("DES").generateKey();
            cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, key);
        } catch (Exception e) {
            log("failed");
        }
    }
}
