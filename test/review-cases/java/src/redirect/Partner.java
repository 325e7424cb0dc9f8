package shop.redirect;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class Partner {
    @GetMapping("/out")
    public String out(@RequestParam String to) {
        return "redirect:" + to;
    }
}
