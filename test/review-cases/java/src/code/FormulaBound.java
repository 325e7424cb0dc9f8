package shop.code;

import javax.script.*;
import javax.servlet.http.*;

public class FormulaBound extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
        engine.put("x", request.getParameter("x"));
        try {
            Object result = engine.eval("Number(x) * 2");
            response.setIntHeader("X-Result", result.hashCode());
        } catch (ScriptException e) {
            log("bad formula");
        }
    }
}
