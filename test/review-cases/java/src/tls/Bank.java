package shop.tls;

import java.security.cert.X509Certificate;
import javax.net.ssl.*;

public class Bank {
    SSLContext context() throws Exception {
        TrustManager[] managers = {
            new X509TrustManager() {
                public void checkClientTrusted(X509Certificate[] chain, String type) {}

                public void checkServerTrusted(X509Certificate[] chain, String type) {}

                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            }
        };
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(null, managers, null);
        return context;
    }
}
