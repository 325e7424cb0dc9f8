package shop.ldapi;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class RoomFormat extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String filter = String.format("(&(room=%s)(open=TRUE))", request.getParameter("room"));
        try {
            javax.naming.directory.DirContext context = new javax.naming.directory.InitialDirContext();
            context.search("dc=shop", filter, new javax.naming.directory.SearchControls());
        } catch (javax.naming.NamingException e) {
            throw new IOException(e);
        }
    }
}
