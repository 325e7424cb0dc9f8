package shop.cmdi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.*;

@RestController
public class ConverterSizes {
    @PostMapping("/convert")
    public int convert(@RequestBody String options) throws IOException, InterruptedException {
        int width;
        try {
            width = Integer.parseInt(options.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
        List<String> command = new ArrayList<>();
        command.add("/bin/sh");
        command.add("-c");
        command.add("convert in.png -resize " + width + " out.png");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        return builder.start().waitFor();
    }
}
