package shop.crypto;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class Built extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String[] parts = {"DES", "CBC", "PKCS5Padding"};
            javax.crypto.Cipher.getInstance(String.join("/", parts));
        } catch (java.security.GeneralSecurityException e) {
            response.sendError(500);
        }
    }
}
