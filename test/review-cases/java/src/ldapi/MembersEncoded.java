package shop.ldapi;

import java.util.List;
import org.springframework.ldap.core.LdapTemplate;
import org.springframework.ldap.support.LdapEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
public class MembersEncoded {
    private LdapTemplate ldap;

    @GetMapping("/members")
    @ResponseBody
    public List<?> members(@CookieValue("group") String group) {
        String safe = LdapEncoder.filterEncode(group);
        return ldap.search("ou=groups", "(cn=" + safe + ")", (attributes) -> attributes.get("cn"));
    }
}
