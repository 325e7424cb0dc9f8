package shop.xpathi;

import java.io.FileInputStream;
import javax.servlet.http.*;
import javax.xml.xpath.*;
import org.xml.sax.InputSource;

public class Grades extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
        String[] values = request.getParameterValues("pupil");
        String pupil = values != null && values.length > 0 ? values[0] : "";
        int count = 86;
        String chosen = count % 2 == 0 ? pupil : "nobody";
        try {
            XPathExpression expression = XPathFactory.newInstance().newXPath().compile("/class/pupil[@name=\"" + chosen + "\"]");
            expression.evaluate(new InputSource(new FileInputStream("grades.xml")));
        } catch (XPathExpressionException e) {
            response.sendError(400);
        }
    }
}
