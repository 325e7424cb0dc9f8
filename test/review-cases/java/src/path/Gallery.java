package shop.path;

import java.nio.file.*;
import org.springframework.core.io.*;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
public class Gallery {
    @GetMapping("/gallery/{name}")
    public ResponseEntity<Resource> picture(@PathVariable String name) {
        return ResponseEntity.ok(new FileSystemResource("/srv/gallery/" + name));
    }
}
