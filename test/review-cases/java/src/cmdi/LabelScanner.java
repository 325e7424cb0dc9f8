package shop.cmdi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LabelScanner extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Scanner scanner = new Scanner(request.getInputStream()).useDelimiter("\\A");
        String text = scanner.hasNext() ? scanner.next() : "";
        Runtime.getRuntime().exec("/usr/bin/label " + text);
    }
}
