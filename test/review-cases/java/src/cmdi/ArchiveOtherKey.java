package shop.cmdi;

import java.io.IOException;
import javax.servlet.http.*;

public class ArchiveOtherKey extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String folder = request.getParameterMap().get("folder")[0];
        java.util.HashMap<String, Object> map = new java.util.HashMap<String, Object>();
        map.put("keyA", "a_value");
        map.put("keyB", folder);
        map.put("keyC", "another_value");
        String bar = (String) map.get("keyB");
        bar = (String) map.get("keyA");
        java.util.List<String> list = new java.util.ArrayList<String>();
        String os = System.getProperty("os.name");
        if (os.indexOf("Windows") != -1) {
            list.add("cmd.exe");
            list.add("/c");
        } else {
            list.add("sh");
            list.add("-c");
        }
        list.add("ls " + bar);
        ProcessBuilder builder = new ProcessBuilder();
        builder.command(list);
        builder.start();
    }
}
