package shop.crypto;

import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

public class CardStore {
    public byte[] seal(byte[] card) throws Exception {
        Cipher cipher = Cipher.getInstance("DES/CBC/PKCS5Padding");
        SecretKey key = KeyGenerator.getInstance("DES").generateKey();
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(card);
    }
}
