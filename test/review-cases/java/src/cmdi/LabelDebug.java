package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LabelDebug extends HttpServlet {
    private static final boolean DEBUG = false;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = "plain";
        if (DEBUG) {
            text = request.getParameter("text");
        }
        Runtime.getRuntime().exec("/usr/bin/label " + text);
    }
}
