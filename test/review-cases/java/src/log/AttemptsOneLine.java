package shop.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.*;

@RestController
public class AttemptsOneLine {
    private static final Logger log = LoggerFactory.getLogger(AttemptsOneLine.class);

    @PostMapping("/attempt")
    public void attempt(@RequestParam String user) {
        log.warn("failed attempt of {}", user.replaceAll("[\r\n]", "_"));
    }
}
