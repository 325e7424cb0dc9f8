package shop.path;

import java.io.*;
import java.util.zip.*;
import javax.servlet.http.*;

public class UnpackChecked extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ZipInputStream zip = new ZipInputStream(request.getInputStream());
        ZipEntry entry;
        while ((entry = zip.getNextEntry()) != null) {
            String name = entry.getName();
            if (name.contains("..")) throw new IOException("leads out of the folder");
            File target = new File("/srv/import", name);
            try (FileOutputStream out = new FileOutputStream(target)) {
                zip.transferTo(out);
            }
        }
    }
}
