package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MapPart extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String name = request.getPart("map").getSubmittedFileName();
        try (OutputStream out = new FileOutputStream(new File("/srv/maps", name))) {
            request.getPart("map").getInputStream().transferTo(out);
        }
    }
}
