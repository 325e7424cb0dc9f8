package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MapBare extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = new File(request.getParameter("map")).getName();
        try (FileInputStream in = new FileInputStream("/srv/maps/" + name)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
