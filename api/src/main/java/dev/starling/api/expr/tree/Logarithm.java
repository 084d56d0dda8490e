package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;

/// ln a, by [Elementary#log].
public record Logarithm(Expr a) implements Node {
    @Override
    public List<Expr> children() {
        return List.of(a);
    }

    @Override
    public Expr map(UnaryOperator<Expr> part) {
        return new Logarithm(part.apply(a));
    }

    @Override
    public String toString() {
        return PlainPrinter.print(this);
    }
}
