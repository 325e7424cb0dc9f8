package shop.cookie;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class SeenOften extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cookie seen = null;
        for (Cookie one : request.getCookies()) if (one.getName().equals("seen")) seen = one;
        if (seen == null) seen = new Cookie("seen", "0");
        seen.setMaxAge(3600);
        response.addCookie(seen);
    }
}
