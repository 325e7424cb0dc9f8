package shop.crypto;

import java.util.Properties;
import javax.crypto.Cipher;

public class Legacy {
    Cipher make() throws Exception {
        Properties settings = new Properties();
        settings.load(getClass().getResourceAsStream("/crypto.properties"));
        String name = settings.getProperty("cipher", "DESede/ECB/PKCS5Padding");
        return Cipher.getInstance(name);
    }
}
