package shop.sqli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/invoices")
public class InvoiceRepositorySorted {
    private static final Set<String> COLUMNS = Set.of("id", "date", "total");
    private final JdbcTemplate jdbc;

    public InvoiceRepositorySorted(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping
    public List<Map<String, Object>> list(@RequestParam(defaultValue = "id") String sort) {
        if (!COLUMNS.contains(sort)) {
            throw new IllegalArgumentException("no such column");
        }
        return jdbc.queryForList(String.format("SELECT * FROM invoices ORDER BY %s", sort));
    }
}
