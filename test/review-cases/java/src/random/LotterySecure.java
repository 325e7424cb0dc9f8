package shop.random;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LotterySecure extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes = new byte[8];
        new java.security.SecureRandom().nextBytes(bytes);
        response.getWriter().println("ticket " + Arrays.hashCode(bytes));
    }
}
