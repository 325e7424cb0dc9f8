package shop.crypto;

import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

public class CardStoreGcm {
    public byte[] seal(byte[] card) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NOPADDING", "SunJCE");
        SecretKey key = KeyGenerator.getInstance("AES").generateKey();
        byte[] nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        return cipher.doFinal(card);
    }
}
