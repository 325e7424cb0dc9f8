package shop.crypto;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class TernaryOff extends HttpServlet {
    private static final boolean LEGACY = false;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = LEGACY ? "Blowfish" : "AES/GCM/NoPadding";
        try {
            javax.crypto.Cipher.getInstance(name);
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
