package shop.nosqli;

import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.BasicQuery;
import org.springframework.web.bind.annotation.*;

@RestController
public class ProductQuery {
    private MongoTemplate mongo;

    @GetMapping("/products")
    public Object find(@RequestParam String name) {
        return mongo.find(new BasicQuery("{ name: '" + name + "' }"), Object.class);
    }
}
