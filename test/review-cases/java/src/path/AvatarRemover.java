package shop.path;

import java.io.File;
import javax.servlet.http.*;

public class AvatarRemover extends HttpServlet {
    private String userOf(HttpServletRequest request) {
        String value = "";
        for (Cookie one : request.getCookies()) {
            if ("user".equals(one.getName())) value = one.getValue();
        }
        return value;
    }

    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        File avatar = new File(new File("/srv/avatars"), userOf(request) + ".png");
        if (avatar.exists()) {
            avatar.delete();
        }
    }
}
