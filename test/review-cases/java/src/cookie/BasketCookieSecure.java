package shop.cookie;

import javax.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.*;

@RestController
public class BasketCookieSecure {
    @PostMapping("/basket")
    public void basket(HttpServletResponse response) {
        response.addHeader("Set-Cookie", "basket=new; Path=/; HttpOnly; Secure; SameSite=Lax");
    }
}
