package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MapHeaderList extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> all = Collections.list(request.getHeaders("X-Map"));
        String name = all.isEmpty() ? "world.map" : all.get(0);
        try (FileInputStream in = new FileInputStream("/srv/maps/" + name)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
