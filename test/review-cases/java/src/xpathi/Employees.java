package shop.xpathi;

import java.io.IOException;
import javax.servlet.http.*;

public class Employees extends HttpServlet {
    public void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String param = request.getParameter("id");
        try {
            java.io.FileInputStream file = new java.io.FileInputStream("employees.xml");
            javax.xml.parsers.DocumentBuilderFactory factory = javax.xml.parsers.DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            org.w3c.dom.Document document = factory.newDocumentBuilder().parse(file);
            javax.xml.xpath.XPathFactory paths = javax.xml.xpath.XPathFactory.newInstance();
            javax.xml.xpath.XPath xp = paths.newXPath();
            String expression = "/Employees/Employee[@emplid='" + param + "']";
            org.w3c.dom.NodeList nodes = (org.w3c.dom.NodeList) xp.compile(expression).evaluate(document, javax.xml.xpath.XPathConstants.NODESET);
            response.getWriter().println(nodes.getLength());
        } catch (Exception e) {
            log("failed");
        }
    }
}
