package shop.crypto;

import java.util.Properties;
import javax.crypto.Cipher;

public class LegacyDefault {
    Cipher make() throws Exception {
        Properties settings = new Properties();
        settings.load(getClass().getResourceAsStream("/crypto.properties"));
        String name = settings.getProperty("cipher", "AES/GCM/NoPadding");
        return Cipher.getInstance(name);
    }
}
