package shop.code;

import javax.script.*;
import javax.servlet.http.*;

public class Formula extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
        try {
            Object result = engine.eval(request.getParameter("formula"));
            response.setIntHeader("X-Result", result.hashCode());
        } catch (ScriptException e) {
            log("bad formula");
        }
    }
}
