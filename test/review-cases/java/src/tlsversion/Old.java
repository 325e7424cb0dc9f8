package shop.tlsversion;

import javax.net.ssl.SSLContext;

public class Old {
    SSLContext context() throws Exception {
        return SSLContext.getInstance("TLSv1");
    }
}
