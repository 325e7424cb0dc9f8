package shop.ssrf;

import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;

@RestController
public class Webhook {
    private final RestTemplate rest = new RestTemplate();

    @PostMapping("/webhook")
    public int test(@RequestParam String host, @RequestParam int port) {
        String target = "http://" + host + ":" + port + "/hook";
        return rest.postForEntity(target, "{}", String.class).getStatusCodeValue();
    }
}
