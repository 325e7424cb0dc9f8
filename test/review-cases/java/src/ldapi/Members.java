package shop.ldapi;

import java.util.List;
import org.springframework.ldap.core.LdapTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class Members {
    private LdapTemplate ldap;

    @GetMapping("/members")
    @ResponseBody
    public List<?> members(@CookieValue("group") String group) {
        return ldap.search("ou=groups", "(cn=" + group + ")", (attributes) -> attributes.get("cn"));
    }
}
