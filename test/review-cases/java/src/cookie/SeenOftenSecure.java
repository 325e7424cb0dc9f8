package shop.cookie;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class SeenOftenSecure extends HttpServlet {
    private Cookie make(boolean secure) {
        Cookie cookie = new Cookie("seen", "0");
        cookie.setSecure(secure);
        return cookie;
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.addCookie(make(true));
    }
}
