package shop.deserialisation;

import java.io.*;
import javax.servlet.http.*;

public class Restore extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(request.getInputStream())) {
            Object state = in.readObject();
            getServletContext().setAttribute("state", state);
        } catch (ClassNotFoundException e) {
            response.sendError(400);
        }
    }
}
