package shop.cookie;

import javax.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.*;

@RestController
public class BasketCookie {
    @PostMapping("/basket")
    public void basket(HttpServletResponse response) {
        response.addHeader("Set-Cookie", "basket=new; Path=/; HttpOnly");
    }
}
