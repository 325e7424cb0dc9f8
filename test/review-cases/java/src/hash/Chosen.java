package shop.hash;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Chosen extends HttpServlet {
    enum Kind {
        FAST("MD5"),
        SLOW("SHA-512");

        private final String algorithm;

        Kind(String algorithm) {
            this.algorithm = algorithm;
        }

        java.security.MessageDigest digest() throws java.security.NoSuchAlgorithmException {
            return java.security.MessageDigest.getInstance(algorithm);
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Kind.FAST.digest();
        } catch (java.security.NoSuchAlgorithmException e) {
            response.sendError(500);
        }
    }
}
