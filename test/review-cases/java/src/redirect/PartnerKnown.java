package shop.redirect;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class PartnerKnown {
    @GetMapping("/out")
    public String out(@RequestParam String to) {
        if (to.equals("https://partner.example/")) {
            return "redirect:" + to;
        }
        return "redirect:/partners?unknown=" + to;
    }
}
