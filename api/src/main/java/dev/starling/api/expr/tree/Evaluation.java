package dev.starling.api.expr.tree;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The value of a formula: the definition that every compiled form must meet bit for bit.
public final class Evaluation {
    private final ToDoubleFunction<String> leaves;

    private Evaluation(ToDoubleFunction<String> leaves) {
        this.leaves = leaves;
    }

    public static double of(Expr e, Map<String, Double> leaves) {
        return of(e, name -> {
            Double value = leaves.get(name);
            if (value == null) {
                throw new IllegalArgumentException("'" + name + "' has no value in " + e);
            }
            return value;
        });
    }

    public static double of(Expr e, ToDoubleFunction<String> leaves) {
        return new Evaluation(leaves).value(e);
    }

    private double value(Expr e) {
        return switch (e) {
            case Constant(double value) -> value;
            case Leaf(String name) -> leaves.applyAsDouble(name);
            case Sum(Expr a, Expr b) -> value(a) + value(b);
            case Difference(Expr a, Expr b) -> value(a) - value(b);
            case Product(Expr a, Expr b) -> value(a) * value(b);
            case Quotient(Expr a, Expr b) -> value(a) / value(b);
            case Negation(Expr a) -> -value(a);
            case Square(Expr a) -> square(value(a));
            case SquareRoot(Expr a) -> Math.sqrt(value(a));
            case Exponential(Expr a) -> Elementary.exp(value(a));
            case Logarithm(Expr a) -> Elementary.log(value(a));
            case LogarithmOnePlus(Expr a) -> Elementary.log1p(value(a));
            case Power(Expr a, Expr b) -> Elementary.pow(value(a), value(b));
            case Minimum(Expr a, Expr b) -> Math.min(value(a), value(b));
            case Maximum(Expr a, Expr b) -> Math.max(value(a), value(b));
            case XLogY(Expr a, Expr b) -> xlogy(value(a), value(b));
            case Where(Condition condition, Expr then, Expr otherwise) ->
                condition.comparison().holds(value(condition.left()), value(condition.right()))
                        ? value(then)
                        : value(otherwise);
        };
    }

    private static double square(double a) {
        return a * a;
    }

    private static double xlogy(double a, double b) {
        return a == 0 ? 0 : a * Elementary.log(b);
    }
}
