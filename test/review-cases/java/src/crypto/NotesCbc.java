package shop.crypto;

import javax.crypto.Cipher;

public class NotesCbc {
    private static final String ALGORITHM = "AES";
    private static final String MODE = "CBC";

    private Cipher cipher() throws java.security.GeneralSecurityException {
        String transformation = ALGORITHM + "/" + MODE + "/PKCS5Padding";
        return Cipher.getInstance(transformation, java.security.Security.getProvider("SunJCE"));
    }
}
