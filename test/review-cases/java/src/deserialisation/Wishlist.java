package shop.deserialisation;

import java.io.*;
import java.util.Base64;
import org.springframework.web.bind.annotation.*;

@RestController
public class Wishlist {
    @GetMapping("/wishlist")
    public Object list(@CookieValue("wishlist") String packed) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(packed);
        return load(new ByteArrayInputStream(bytes));
    }

    private static Object load(InputStream in) throws Exception {
        ObjectInputStream objects = new ObjectInputStream(in);
        return objects.readObject();
    }
}
