package shop.sqli;

import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class UserDirectory {
    private SessionFactory sessions;

    @PostMapping("/users/{team}")
    @ResponseBody
    public int remove(@PathVariable String team, @RequestHeader("X-Reason") String reason) {
        return deleteFrom("users", team);
    }

    private int deleteFrom(String table, String team) {
        Session session = sessions.getCurrentSession();
        return session.createNativeQuery("delete from " + table + " where team = '" + team + "'").executeUpdate();
    }
}
