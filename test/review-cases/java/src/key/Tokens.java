package shop.key;

import javax.crypto.spec.SecretKeySpec;

public class Tokens {
    SecretKeySpec key() {
        return new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
    }
}
