package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;

/// A number.
public record Constant(double value) implements Node {
    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr map(UnaryOperator<Expr> part) {
        return this;
    }

    @Override
    public boolean is(double number) {
        SpecialValues.tell(this, number);
        return value == number;
    }

    @Override
    public String toString() {
        return PlainPrinter.print(this);
    }
}
