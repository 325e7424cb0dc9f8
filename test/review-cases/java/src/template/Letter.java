package shop.template;

import java.io.StringWriter;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;
import org.springframework.web.bind.annotation.*;

@RestController
public class Letter {
    @PostMapping("/letter")
    public int letter(@RequestParam String text) {
        StringWriter out = new StringWriter();
        Velocity.evaluate(new VelocityContext(), out, "letter", "Dear customer, " + text);
        return out.toString().length();
    }
}
