package shop.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

public class PasswordsStrong {
    public static byte[] hash(String password) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(password.getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }
}
