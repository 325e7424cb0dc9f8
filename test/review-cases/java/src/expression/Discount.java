package shop.expression;

import org.springframework.expression.*;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.web.bind.annotation.*;

@RestController
public class Discount {
    private final ExpressionParser parser = new SpelExpressionParser();

    @GetMapping("/discount")
    public Double discount(@RequestParam String expression) {
        return parser.parseExpression(expression).getValue(Double.class);
    }
}
