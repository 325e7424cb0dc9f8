package shop.credential;

import javax.mail.*;

public class MailGiven extends Authenticator {
    private final String password;

    MailGiven(String password) {
        this.password = password;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication("shop", password);
    }
}
