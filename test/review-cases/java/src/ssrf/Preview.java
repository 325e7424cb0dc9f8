package shop.ssrf;

import java.io.*;
import java.net.*;
import javax.servlet.http.*;

public class Preview extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        URL address = new URL(request.getParameter("url"));
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setRequestMethod("HEAD");
        response.setStatus(connection.getResponseCode());
    }
}
