package shop.ssrf;

import java.io.*;
import java.net.*;
import java.util.Map;
import javax.servlet.http.*;

public class PreviewListed extends HttpServlet {
    private static final Map<String, String> SITES = Map.of("news", "https://news.shop.example/", "blog", "https://blog.shop.example/");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String site = SITES.get(request.getParameter("site"));
        if (site == null) {
            response.sendError(404);
            return;
        }
        HttpURLConnection connection = (HttpURLConnection) new URL(site).openConnection();
        response.setStatus(connection.getResponseCode());
    }
}
