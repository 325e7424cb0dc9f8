package shop.tls;

import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.client.*;

public class Courier {
    CloseableHttpClient client() {
        return HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build();
    }
}
