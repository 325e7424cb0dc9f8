package shop.cmdi;

import java.io.*;
import javax.servlet.http.*;

public class PingHost extends HttpServlet {
    public void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String host = request.getParameter("host");
        Runtime runtime = Runtime.getRuntime();
        Process process = runtime.exec("ping -c 1 " + host);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            response.getWriter().println(lines.readLine());
        }
    }
}
