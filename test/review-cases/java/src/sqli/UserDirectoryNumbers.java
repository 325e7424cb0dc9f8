package shop.sqli;

import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class UserDirectoryNumbers {
    private SessionFactory sessions;

    @PostMapping("/users/{team}")
    @ResponseBody
    public int remove(@PathVariable String team, @RequestParam long before) {
        return deleteFrom("users", Integer.parseInt(team), before);
    }

    private int deleteFrom(String table, int team, long before) {
        Session session = sessions.getCurrentSession();
        return session.createNativeQuery("delete from " + table + " where team = " + team + " and seen < " + before).executeUpdate();
    }
}
