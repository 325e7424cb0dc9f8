package shop.path;

import java.io.IOException;
import javax.servlet.http.*;

public class Manual extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = "noCookie";
        for (javax.servlet.http.Cookie one : request.getCookies()) {
            if (one.getName().equals("manual")) {
                param = java.net.URLDecoder.decode(one.getValue(), "UTF-8");
                break;
            }
        }
        String bar = "";
        if (param != null) {
            bar = new String(org.apache.commons.codec.binary.Base64.decodeBase64(
                org.apache.commons.codec.binary.Base64.encodeBase64(param.getBytes())));
        }
        java.io.FileOutputStream out = null;
        try {
            String name = shop.data.Stores.FOLDER + bar;
            out = new java.io.FileOutputStream(new java.io.File(name), false);
            response.getWriter().println("Now ready to write to file");
        } catch (Exception e) {
            log("no manual");
        } finally {
            if (out != null) out.close();
        }
    }
}
