package shop.csrf;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

public class Security {
    void configure(HttpSecurity http) throws Exception {
        http.csrf().disable().formLogin();
    }
}
