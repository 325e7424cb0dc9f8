package shop.xss;

import java.io.IOException;
import javax.servlet.http.*;

public class Ticker extends HttpServlet {
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String bar = shape(request, request.getHeader("X-Ticker"));
        Object[] parts = {"a", "b"};
        response.getWriter().printf(java.util.Locale.US, bar, parts);
    }

    private static String shape(HttpServletRequest request, String param) {
        String a = param;
        StringBuilder b = new StringBuilder(a);
        b.append(" SafeStuff");
        java.util.HashMap<String, Object> map = new java.util.HashMap<>();
        map.put("key", b.toString());
        String c = (String) map.get("key");
        String d = c.substring(0, c.length() - 1);
        String e = new String(java.util.Base64.getDecoder().decode(java.util.Base64.getEncoder().encodeToString(d.getBytes())));
        String f = e.split(" ")[0];
        shop.data.Relay relay = shop.data.Relays.create();
        return relay.pass(f);
    }
}
