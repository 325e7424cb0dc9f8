package shop.crypto;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;

public class Notes {
    private static final String ALGORITHM = "AES";
    private static final String MODE = "ECB";

    private Cipher cipher() throws java.security.GeneralSecurityException {
        String transformation = ALGORITHM + "/" + MODE + "/PKCS5Padding";
        return Cipher.getInstance(transformation, java.security.Security.getProvider("SunJCE"));
    }
}
