package shop.xxe;

import javax.servlet.http.*;
import javax.xml.parsers.*;
import org.w3c.dom.Document;

public class ImportGuarded extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            Document document = builder.parse(request.getInputStream());
            log(document.getDocumentElement().getTagName());
        } catch (Exception e) {
            log("not readable");
        }
    }
}
