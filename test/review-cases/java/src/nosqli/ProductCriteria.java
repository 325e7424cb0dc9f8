package shop.nosqli;

import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.web.bind.annotation.*;

@RestController
public class ProductCriteria {
    private MongoTemplate mongo;

    @GetMapping("/products")
    public Object find(@RequestParam String name) {
        return mongo.find(new Query(Criteria.where("name").is(name)), Object.class);
    }
}
