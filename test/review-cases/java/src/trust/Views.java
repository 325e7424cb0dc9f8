package shop.trust;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Views extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        Integer views = (Integer) session.getAttribute("views");
        session.setAttribute("views", views == null ? 1 : views + 1);
        log(request.getParameter("view"));
    }
}
