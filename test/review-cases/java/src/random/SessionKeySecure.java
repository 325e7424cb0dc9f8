package shop.random;

import java.security.SecureRandom;
import java.util.Random;

public class SessionKeySecure {
    private final Random random = new SecureRandom();

    public String next() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
