package shop.cmdi;

import java.io.IOException;
import javax.servlet.http.*;

public class BackupJobFixed extends HttpServlet {
    interface Namer {
        String name(String input);
    }

    static class Dated implements Namer {
        public String name(String input) {
            return "backup-" + java.time.LocalDate.now();
        }
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = request.getHeader("X-Target");
        Namer namer = new Dated();
        String[] arguments = {"/bin/bash", "-c", "tar cf " + namer.name(target) + " /data"};
        Runtime.getRuntime().exec(arguments, null, new java.io.File("/tmp"));
    }
}
