package dev.starling.api.expr.tree;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;

/// `then` where the condition holds, `otherwise` where it does not.
public record Where(Condition condition, Expr then, Expr otherwise) implements Node {
    @Override
    public List<Expr> children() {
        return List.of(condition.left(), condition.right(), then, otherwise);
    }

    @Override
    public Expr map(UnaryOperator<Expr> part) {
        Expr left = part.apply(condition.left());
        Expr right = part.apply(condition.right());
        return new Where(new Condition(left, condition.comparison(), right), part.apply(then), part.apply(otherwise));
    }

    @Override
    public String toString() {
        return PlainPrinter.print(this);
    }
}
