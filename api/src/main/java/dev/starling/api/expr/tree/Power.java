package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;

/// a to the power b, by [Elementary#pow].
public record Power(Expr a, Expr b) implements Node {
    @Override
    public List<Expr> children() {
        return List.of(a, b);
    }

    @Override
    public Expr map(UnaryOperator<Expr> part) {
        return new Power(part.apply(a), part.apply(b));
    }

    @Override
    public String toString() {
        return PlainPrinter.print(this);
    }
}
