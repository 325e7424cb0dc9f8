package shop.key;

import java.nio.file.*;
import javax.crypto.spec.SecretKeySpec;

public class TokensStored {
    SecretKeySpec key() throws java.io.IOException {
        byte[] bytes = Files.readAllBytes(Paths.get("/run/secrets/key"));
        return new SecretKeySpec(bytes, "AES");
    }
}
