package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

/// A number that a formula is never below, and whether it is ever above 0, whatever its leaves are, as far as its shape tells: squared
/// distances, squares and exponentials are at least 0. NaN is not excluded. Holds for the computed value, since rounding keeps order.
final class LowerBound {
    private LowerBound() {}

    /// Whether the value is never subnormal, 0 or negative, in either precision: with room for the rounding of constants to single.
    static boolean isNormal(Expr e) {
        return of(e) >= 2 * Float.MIN_NORMAL;
    }

    /// Whether the value is never negative.
    static boolean isNotNegative(Expr e) {
        return of(e) >= 0;
    }

    /// Whether the value is never positive.
    static boolean isNotPositive(Expr e) {
        return switch (e) {
            case Constant(double value) -> value <= 0;
            case Negation(Expr a) -> isNotNegative(a);
            case Product(Expr a, Expr b) -> isNotPositive(a) && isNotNegative(b) || isNotNegative(a) && isNotPositive(b);
            case Sum(Expr a, Expr b) -> isNotPositive(a) && isNotPositive(b);
            case Difference(Expr a, Expr b) -> isNotPositive(a) && isNotNegative(b);
            default -> false;
        };
    }

    /// -∞ where nothing is known.
    static double of(Expr e) {
        return switch (e) {
            case Constant(double value) -> value;
            case Leaf(String name) when name.equals(LoopFormula.SQUARED_DISTANCE) -> 0;
            case Leaf(String name) when name.equals(LoopFormula.ONE_PLUS_SQUARED_DISTANCE) -> 1;
            case Exponential _, SquareRoot _ -> 0;
            case Square(Expr a) -> of(a) > 0 ? of(a) * of(a) : 0;
            case Sum(Expr a, Expr b) -> of(a) + of(b);
            case Product(Expr a, Expr b) when isNotNegative(a) && isNotNegative(b) -> of(a) * of(b);
            case Quotient(Expr a, Expr b) when isNotNegative(a) && isNotNegative(b) -> 0;
            case LogarithmOnePlus(Expr a) when isNotNegative(a) -> 0;
            case Maximum(Expr a, Expr b) -> Math.max(of(a), of(b));
            case Minimum(Expr a, Expr b) -> Math.min(of(a), of(b));
            case Where(var _, Expr then, Expr otherwise) -> Math.min(of(then), of(otherwise));
            default -> Double.NEGATIVE_INFINITY;
        };
    }
}
