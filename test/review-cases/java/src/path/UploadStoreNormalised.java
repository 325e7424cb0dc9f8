package shop.path;

import java.io.IOException;
import java.nio.file.*;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

@RestController
public class UploadStoreNormalised {
    private final Path root = Paths.get("/srv/uploads");

    @PostMapping("/upload")
    public String store(@RequestParam("file") MultipartFile file) throws IOException {
        Path target = root.resolve(file.getOriginalFilename()).normalize();
        if (!target.startsWith(root)) throw new IOException("outside of the folder");
        Files.copy(file.getInputStream(), target, StandardCopyOption.REPLACE_EXISTING);
        return "stored";
    }
}
