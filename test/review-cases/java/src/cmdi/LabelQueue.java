package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LabelQueue extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Deque<String> waiting = new ArrayDeque<>();
        waiting.push("first");
        waiting.push(request.getParameter("text"));
        String text = waiting.pop();
        Runtime.getRuntime().exec("/usr/bin/label " + text);
    }
}
