package shop.random;

import java.util.UUID;

public class ResetCodeUuid {
    public String code() {
        return UUID.randomUUID().toString();
    }
}
