package shop.ldapi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Desk extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Hashtable<String, String> environment = new Hashtable<>();
            environment.put("java.naming.provider.url", "ldap://directory");
            javax.naming.ldap.InitialLdapContext context = new javax.naming.ldap.InitialLdapContext(environment, null);
            String desk = Optional.ofNullable(request.getHeader("X-Desk")).map(String::trim).filter(d -> d.length() < 20).orElse("*");
            context.search("ou=desks", "(&(type=desk)(number=" + desk + "))", null);
        } catch (javax.naming.NamingException e) {
            response.sendError(500);
        }
    }
}
