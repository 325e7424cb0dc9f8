package shop.log;

import java.util.logging.Logger;
import javax.servlet.http.*;

public class AgentsLength extends HttpServlet {
    private static final Logger LOGGER = Logger.getLogger("agents");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        LOGGER.info("agent of " + request.getHeader("User-Agent").length() + " characters");
    }
}
