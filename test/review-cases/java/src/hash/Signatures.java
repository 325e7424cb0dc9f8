package shop.hash;

import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.web.bind.annotation.*;

@RestController
public class Signatures {
    @PostMapping("/sign")
    public String sign(@RequestBody String body) {
        return DigestUtils.sha1Hex(body + "pepper");
    }
}
