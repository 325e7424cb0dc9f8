package shop.sqli;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class MemberForm {
    private final JdbcTemplate jdbc;

    public MemberForm(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @PostMapping("/members")
    public String save(String name, JoinForm form) {
        jdbc.update("INSERT INTO members(name, town) VALUES ('" + name + "', '" + form.getTown() + "')");
        return "members";
    }
}
