package shop.xpathi;

import javax.servlet.http.*;
import javax.xml.xpath.*;
import org.w3c.dom.Document;

public class Catalogue extends HttpServlet {
    private Document books;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String author = request.getParameter("author");
        XPath path = XPathFactory.newInstance().newXPath();
        try {
            String title = (String) path.evaluate("//book[author='" + author + "']/title", books, XPathConstants.STRING);
            response.setStatus(title.isEmpty() ? 404 : 200);
        } catch (XPathExpressionException e) {
            response.setStatus(400);
        }
    }
}
