package shop.cmdi;

import java.io.*;
import java.util.List;
import javax.servlet.http.*;

public class PingKnownHost extends HttpServlet {
    private static final List<String> HOSTS = List.of("db", "cache", "mail");

    public void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String host = request.getParameter("host");
        if (HOSTS.contains(host)) {
            Process process = Runtime.getRuntime().exec("ping -c 1 " + host);
            response.setStatus(process.isAlive() ? 202 : 200);
        } else {
            response.sendError(400, "unknown host");
        }
    }
}
