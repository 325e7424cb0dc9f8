package shop.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

public class Etag {
    private static final String[] KNOWN = {"SHA-256", "SHA1"};

    MessageDigest digest(boolean strong) throws NoSuchAlgorithmException, NoSuchProviderException {
        if (strong) return MessageDigest.getInstance(KNOWN[0]);
        return MessageDigest.getInstance(KNOWN[1], "SUN");
    }
}
