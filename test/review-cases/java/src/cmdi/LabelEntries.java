package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LabelEntries extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = "";
        Iterator<Map.Entry<String, String[]>> entries = request.getParameterMap().entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, String[]> entry = entries.next();
            if (entry.getKey().equals("text")) text = entry.getValue()[0];
        }
        Runtime.getRuntime().exec("/usr/bin/label " + text);
    }
}
