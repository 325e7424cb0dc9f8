package shop.expression;

import org.springframework.expression.*;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.web.bind.annotation.*;

@RestController
public class DiscountVariable {
    private final ExpressionParser parser = new SpelExpressionParser();

    @GetMapping("/discount")
    public Double discount(@RequestParam String expression) {
        StandardEvaluationContext context = new StandardEvaluationContext();
        context.setVariable("given", expression);
        return parser.parseExpression("#given.length() * 0.1").getValue(context, Double.class);
    }
}
