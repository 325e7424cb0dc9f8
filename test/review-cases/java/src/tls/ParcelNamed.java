package shop.tls;

import java.net.URL;
import javax.net.ssl.HttpsURLConnection;

public class ParcelNamed {
    int status() throws Exception {
        HttpsURLConnection connection = (HttpsURLConnection) new URL("https://parcel.example/").openConnection();
        connection.setHostnameVerifier((host, session) -> host.equals(session.getPeerHost()));
        return connection.getResponseCode();
    }
}
