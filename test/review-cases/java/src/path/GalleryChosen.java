package shop.path;

import java.nio.file.*;
import java.util.Map;
import org.springframework.core.io.*;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
public class GalleryChosen {
    private static final Map<String, String> PICTURES = Map.of("front", "front.png", "back", "back.png");

    @GetMapping("/gallery/{name}")
    public ResponseEntity<Resource> picture(@PathVariable String name) {
        String file = PICTURES.getOrDefault(name, "front.png");
        return ResponseEntity.ok(new FileSystemResource("/srv/gallery/" + file));
    }
}
