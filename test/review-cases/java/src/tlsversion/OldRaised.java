package shop.tlsversion;

import javax.net.ssl.SSLContext;

public class OldRaised {
    SSLContext context() throws Exception {
        return SSLContext.getInstance("TLSv1.3");
    }
}
