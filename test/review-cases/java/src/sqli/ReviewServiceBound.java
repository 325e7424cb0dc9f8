package shop.sqli;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;

@RestController
public class ReviewServiceBound {
    interface Reviews {
        List<String> of(String product);
    }

    static class StoredReviews implements Reviews {
        private final JdbcTemplate jdbc;

        StoredReviews(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public List<String> of(String product) {
            return jdbc.queryForList("SELECT text FROM reviews WHERE product = ?", String.class, product);
        }
    }

    private final Reviews reviews;

    public ReviewServiceBound(Reviews reviews) {
        this.reviews = reviews;
    }

    @GetMapping("/reviews/{product}")
    public List<String> list(@PathVariable("product") String product) {
        return reviews.of(product);
    }
}
