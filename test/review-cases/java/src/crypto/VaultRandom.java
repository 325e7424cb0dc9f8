package shop.crypto;

import javax.servlet.http.*;

public class VaultRandom extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) {
        try {
            javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("AES/CBC/PKCS5PADDING", java.security.Security.getProvider("SunJCE"));
            byte[] iv = new byte[16];
            java.security.SecureRandom.getInstanceStrong().nextBytes(iv);
            javax.crypto.SecretKey key = javax.crypto.KeyGenerator.getInstance("AES").generateKey();
            cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, key, new javax.crypto.spec.IvParameterSpec(iv));
        } catch (Exception e) {
            log("failed");
        }
    }
}
