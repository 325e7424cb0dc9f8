package shop.xss;

import java.util.Map;
import org.springframework.web.bind.annotation.*;

@RestController
public class WhoamiJson {
    @RequestMapping("/whoami")
    public Map<String, String> whoami(@RequestHeader("X-User") String user) {
        return Map.of("user", user);
    }
}
