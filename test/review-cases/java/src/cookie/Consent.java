package shop.cookie;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Consent extends HttpServlet {
    private static Cookie consent(boolean given) {
        Cookie cookie = new Cookie("consent", Boolean.toString(given));
        cookie.setMaxAge(given ? 86400 : 0);
        return cookie;
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.addCookie(consent(request.getParameter("yes") != null));
    }
}
