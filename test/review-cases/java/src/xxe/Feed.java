package shop.xxe;

import java.io.StringReader;
import javax.xml.stream.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class Feed {
    private static final XMLInputFactory FACTORY = XMLInputFactory.newInstance();

    @PostMapping("/feed")
    public int read(@RequestBody String xml) throws XMLStreamException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
        int count = 0;
        while (reader.hasNext()) {
            reader.next();
            count++;
        }
        return count;
    }
}
