package shop.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.*;

public class BankPinned implements X509TrustManager {
    private final X509TrustManager inner;
    private final String subject;

    BankPinned(X509TrustManager inner, String subject) {
        this.inner = inner;
        this.subject = subject;
    }

    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        inner.checkClientTrusted(chain, type);
    }

    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        inner.checkServerTrusted(chain, type);
        if (!chain[0].getSubjectX500Principal().getName().equals(subject)) throw new CertificateException("another subject");
    }

    public X509Certificate[] getAcceptedIssuers() {
        return inner.getAcceptedIssuers();
    }
}
