package shop.random;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.lang3.RandomStringUtils;

public class ResetCode {
    public String code() {
        int length = 20;
        return RandomStringUtils.randomAlphanumeric(length);
    }
}
