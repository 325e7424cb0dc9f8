package shop.hash;

import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.web.bind.annotation.*;

@RestController
public class SignaturesStrong {
    @PostMapping("/sign")
    public String sign(@RequestBody String body) {
        return DigestUtils.sha256Hex(body + "pepper");
    }
}
