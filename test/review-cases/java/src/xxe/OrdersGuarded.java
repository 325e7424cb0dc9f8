package shop.xxe;

import javax.xml.XMLConstants;
import javax.xml.parsers.*;
import org.xml.sax.helpers.DefaultHandler;

public class OrdersGuarded {
    private static final String GENERAL = "http://xml.org/sax/features/external-general-entities";

    private static void guard(SAXParserFactory factory) throws Exception {
        factory.setFeature(GENERAL, false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    }

    void read(java.io.InputStream in) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        guard(factory);
        factory.newSAXParser().parse(in, new DefaultHandler());
    }
}
