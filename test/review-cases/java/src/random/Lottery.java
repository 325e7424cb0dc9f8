package shop.random;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Lottery extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int number = ThreadLocalRandom.current().nextInt(1_000_000);
        response.getWriter().println("ticket " + number);
    }
}
