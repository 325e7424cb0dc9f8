package shop.xss;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class Whoami {
    @RequestMapping("/whoami")
    @ResponseBody
    public String whoami(@RequestHeader("X-User") String user) {
        return "<b>" + user + "</b>";
    }
}
