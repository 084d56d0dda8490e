package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;

/// ln(1 + a), by [Elementary#log1p].
public record LogarithmOnePlus(Expr a) implements Node {
    @Override
    public List<Expr> children() {
        return List.of(a);
    }

    @Override
    public Expr map(UnaryOperator<Expr> part) {
        return new LogarithmOnePlus(part.apply(a));
    }

    @Override
    public String toString() {
        return PlainPrinter.print(this);
    }
}
