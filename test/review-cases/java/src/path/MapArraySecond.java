package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MapArraySecond extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] names = new String[3];
        names[0] = "world.map";
        names[1] = request.getParameter("map");
        names[2] = names[1];
        String name = names[2];
        try (FileInputStream in = new FileInputStream("/srv/maps/" + name)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
