package shop.xss;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.util.HtmlUtils;

@RestController
public class SearchPageEscaped {
    @GetMapping(value = "/search", produces = MediaType.TEXT_HTML_VALUE)
    public String search(@RequestParam("q") String query) {
        StringBuilder page = new StringBuilder();
        page.append("<h2>Results for ");
        page.append(HtmlUtils.htmlEscape(query));
        page.append("</h2>");
        return page.toString();
    }
}
