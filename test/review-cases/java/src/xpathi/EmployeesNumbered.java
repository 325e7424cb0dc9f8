package shop.xpathi;

import java.io.IOException;
import javax.servlet.http.*;

public class EmployeesNumbered extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int id = Integer.parseInt(request.getParameter("id"));
        try {
            org.w3c.dom.Document document = shop.data.Stores.employees();
            javax.xml.xpath.XPath xp = javax.xml.xpath.XPathFactory.newInstance().newXPath();
            String expression = "/Employees/Employee[@emplid='" + id + "']";
            response.getWriter().println(xp.evaluate(expression, document));
        } catch (Exception e) {
            log("failed");
        }
    }
}
