package shop.hash;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class MethodStrong extends HttpServlet {
    private String algorithm() {
        return "SHA-" + 256;
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            java.security.MessageDigest.getInstance(algorithm());
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
