package shop.ssrf;

import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;

@RestController
public class WebhookOwnHost {
    private final RestTemplate rest = new RestTemplate();

    @PostMapping("/webhook")
    public int test(@RequestParam String name) {
        String target = "https://hooks.shop.example/test/" + name;
        return rest.postForEntity(target, "{}", String.class).getStatusCodeValue();
    }
}
