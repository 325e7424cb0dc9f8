package shop.trust;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class LocaleHolderChecked extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        String locale = request.getParameter("locale");
        if (Arrays.asList("de", "en", "fr").contains(locale)) {
            session.setAttribute("locale", locale);
        }
    }
}
