package shop.cmdi;

import java.io.IOException;
import javax.servlet.http.*;

public class BackupJob extends HttpServlet {
    interface Step {
        String run(String input);
    }

    static class Quote implements Step {
        public String run(String input) {
            return "'" + input + "'";
        }
    }

    static Step stepFor(String kind) {
        return new Quote();
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = request.getHeader("X-Target");
        Step step = stepFor("quote");
        String[] arguments = {"/bin/bash", "-c", "tar cf " + step.run(target) + " /data"};
        Runtime.getRuntime().exec(arguments, null, new java.io.File("/tmp"));
    }
}
