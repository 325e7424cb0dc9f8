package shop.xpathi;

import java.util.List;
import org.dom4j.Document;
import org.dom4j.Node;
import org.springframework.web.bind.annotation.*;

@RestController
public class AccountsLoop {
    private Document accounts;

    @PostMapping("/login")
    public boolean login(@RequestParam String user, @RequestParam String secret) {
        List<Node> all = accounts.selectNodes("//account");
        for (Node one : all) {
            if (one.valueOf("@user").equals(user) && one.valueOf("@secret").equals(secret)) return true;
        }
        return false;
    }
}
