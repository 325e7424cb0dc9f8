package shop.credential;

import javax.mail.*;

public class Mail extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication("shop", "s3nd-mail");
    }
}
