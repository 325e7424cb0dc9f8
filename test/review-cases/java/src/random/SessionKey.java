package shop.random;

import java.util.Random;

public class SessionKey {
    private final Random random = new Random();

    public String next() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
