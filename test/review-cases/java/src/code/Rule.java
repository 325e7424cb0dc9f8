package shop.code;

import groovy.lang.GroovyShell;
import org.springframework.web.bind.annotation.*;

@RestController
public class Rule {
    private static Object run(String text) {
        return new GroovyShell().evaluate("return " + text);
    }

    @PostMapping("/rule")
    public boolean rule(@RequestBody String text) {
        return Boolean.TRUE.equals(run(text));
    }
}
