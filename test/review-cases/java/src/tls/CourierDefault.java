package shop.tls;

import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.impl.client.*;

public class CourierDefault {
    CloseableHttpClient client() {
        return HttpClients.custom().setSSLHostnameVerifier(new DefaultHostnameVerifier()).build();
    }
}
