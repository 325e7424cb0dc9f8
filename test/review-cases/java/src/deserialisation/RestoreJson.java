package shop.deserialisation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.*;
import java.util.Map;
import javax.servlet.http.*;

public class RestoreJson extends HttpServlet {
    private final ObjectMapper mapper = new ObjectMapper();

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<?, ?> state = mapper.readValue(request.getInputStream(), Map.class);
        getServletContext().setAttribute("state", state.size());
    }
}
