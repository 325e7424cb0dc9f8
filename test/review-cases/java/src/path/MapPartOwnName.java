package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MapPartOwnName extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
        Part part = request.getPart("map");
        String name = UUID.randomUUID() + ".map";
        log(part.getSubmittedFileName().length() + " characters");
        try (OutputStream out = new FileOutputStream(new File("/srv/maps", name))) {
            part.getInputStream().transferTo(out);
        }
    }
}
