package shop.deserialisation;

import java.io.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class WishlistOwn {
    @GetMapping("/wishlist")
    public int list(@CookieValue("wishlist") String packed) throws Exception {
        Object list = load(new FileInputStream("/srv/wishlists/default.bin"));
        return packed.length() + list.hashCode();
    }

    private static Object load(InputStream in) throws Exception {
        ObjectInputStream objects = new ObjectInputStream(in);
        return objects.readObject();
    }
}
