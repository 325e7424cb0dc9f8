package shop.path;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;
import java.util.stream.*;
import java.sql.*;
import javax.servlet.http.*;

public class BackupOwn extends HttpServlet {
    private File fileFor(HttpServletRequest request) {
        String user = request.getUserPrincipal().getName();
        File folder = new File("/srv/backup", Integer.toHexString(user.hashCode()));
        return new File(folder, "latest.zip");
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        log("asked by " + request.getHeader("User-Agent").length());
        File file = fileFor(request);
        if (!file.isFile()) {
            response.sendError(404);
            return;
        }
        java.nio.file.Files.copy(file.toPath(), response.getOutputStream());
    }
}
