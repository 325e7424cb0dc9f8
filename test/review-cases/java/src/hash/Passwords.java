package shop.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

public class Passwords {
    public static byte[] hash(String password) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(password.getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }
}
