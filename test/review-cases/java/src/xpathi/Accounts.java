package shop.xpathi;

import java.util.List;
import org.dom4j.Document;
import org.dom4j.Node;
import org.springframework.web.bind.annotation.*;

@RestController
public class Accounts {
    private Document accounts;

    @PostMapping("/login")
    public boolean login(@RequestParam String user, @RequestParam String secret) {
        String query = String.join("", "//account[@user='", user, "' and @secret='", secret, "']");
        List<Node> found = accounts.selectNodes(query);
        return !found.isEmpty();
    }
}
