package shop.cmdi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.*;

@RestController
public class Converter {
    @PostMapping("/convert")
    public int convert(@RequestBody String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("/bin/sh");
        command.add("-c");
        command.add("convert in.png " + options.trim() + " out.png");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        return builder.start().waitFor();
    }
}
