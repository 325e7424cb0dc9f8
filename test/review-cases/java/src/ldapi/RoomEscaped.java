package shop.ldapi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class RoomEscaped extends HttpServlet {
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            switch (one) {
                case '*': out.append("\\2a"); break;
                case '(': out.append("\\28"); break;
                case ')': out.append("\\29"); break;
                case '\\': out.append("\\5c"); break;
                case '\0': out.append("\\00"); break;
                default: out.append(one);
            }
        }
        return out.toString();
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String filter = "(room=" + escape(request.getParameter("room")) + ")";
        try {
            javax.naming.directory.DirContext context = new javax.naming.directory.InitialDirContext();
            context.search("dc=shop", filter, new javax.naming.directory.SearchControls());
        } catch (javax.naming.NamingException e) {
            throw new IOException(e);
        }
    }
}
