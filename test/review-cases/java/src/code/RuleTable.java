package shop.code;

import groovy.lang.GroovyShell;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.*;

@RestController
public class RuleTable {
    private static Object run(String text) {
        return new GroovyShell().evaluate("return " + text);
    }

    @PostMapping("/rule")
    public boolean rule(@RequestBody String text) {
        Map<String, String> rules = new HashMap<>();
        rules.put("cheap", "price < 10");
        rules.put("asked", text);
        return Boolean.TRUE.equals(run(rules.get("cheap")));
    }
}
