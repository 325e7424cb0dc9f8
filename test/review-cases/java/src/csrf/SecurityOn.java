package shop.csrf;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

public class SecurityOn {
    void configure(HttpSecurity http) throws Exception {
        http.csrf().ignoringAntMatchers("/hooks/**");
        http.formLogin();
    }
}
