package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LabelQueueLast extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> waiting = new LinkedList<>();
        waiting.add(request.getParameter("text"));
        waiting.clear();
        waiting.add("plain");
        String text = waiting.get(0);
        Runtime.getRuntime().exec("/usr/bin/label " + text);
    }
}
