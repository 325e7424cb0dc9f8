package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Thumb extends HttpServlet {
    private static final Map<String, Function<String, String[]>> TOOLS = new HashMap<>();

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String size = request.getParameter("size");
        String[] command = size.contains("x") ? new String[] {"sh", "-c", "thumb -s " + size} : new String[] {"thumb"};
        new ProcessBuilder(Arrays.asList(command)).inheritIO().start();
    }
}
