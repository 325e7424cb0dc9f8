package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class ThumbParsed extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] parts = request.getParameter("size").split("x");
        int width = Integer.parseInt(parts[0]);
        int height = Integer.parseInt(parts[1]);
        String[] command = {"sh", "-c", "thumb -s " + width + "x" + height};
        new ProcessBuilder(Arrays.asList(command)).inheritIO().start();
    }
}
