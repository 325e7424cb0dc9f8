package shop.path;

import java.io.*;
import java.util.zip.*;
import javax.servlet.http.*;

public class Unpack extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ZipInputStream zip = new ZipInputStream(request.getInputStream());
        ZipEntry entry;
        while ((entry = zip.getNextEntry()) != null) {
            File target = new File("/srv/import", entry.getName());
            try (FileOutputStream out = new FileOutputStream(target)) {
                zip.transferTo(out);
            }
        }
    }
}
