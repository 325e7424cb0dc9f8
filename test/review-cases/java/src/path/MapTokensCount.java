package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MapTokensCount extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringTokenizer tokens = new StringTokenizer(request.getPathInfo(), ":");
        String name = tokens.countTokens() + ".map";
        try (FileInputStream in = new FileInputStream("/srv/maps/" + name)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
