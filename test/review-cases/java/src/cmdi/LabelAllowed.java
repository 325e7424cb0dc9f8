package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LabelAllowed extends HttpServlet {
    private static final String[] ALLOWED = {"red", "green"};

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String given = request.getParameter("text");
        String text = null;
        for (String one : ALLOWED) {
            if (one.equals(given)) {
                text = one;
                break;
            }
        }
        if (text == null) return;
        Runtime.getRuntime().exec("/usr/bin/label " + text);
    }
}
