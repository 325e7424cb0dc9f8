package shop.xxe;

import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.helpers.DefaultHandler;
import org.xml.sax.*;

public class Orders {
    void read(java.io.InputStream in) throws Exception {
        SAXParserFactory.newInstance().newSAXParser().parse(in, new DefaultHandler());
    }
}
