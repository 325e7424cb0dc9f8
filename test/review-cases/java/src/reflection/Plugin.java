package shop.reflection;

import org.springframework.web.bind.annotation.*;

@RestController
public class Plugin {
    @PostMapping("/plugin")
    public boolean load(@RequestParam String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName(name);
        return type.getDeclaredConstructor().newInstance() instanceof Runnable;
    }
}
