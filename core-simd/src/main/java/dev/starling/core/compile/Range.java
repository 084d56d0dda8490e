package dev.starling.core.compile;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

/// Bounds of the value of a formula that hold whatever its leaves are, as far as its shape tells: squared distances, squares and exponentials
/// are at least 0. They hold for the computed value, since rounding keeps order. NaN is not excluded.
///
/// @param least  -∞ where nothing is known
/// @param most   ∞ where nothing is known
public record Range(double least, double most) {
    private static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);
    private static final Range NOT_POSITIVE = new Range(Double.NEGATIVE_INFINITY, 0);

    public static Range of(Expr e) {
        return switch (e) {
            case Constant(double value) -> Double.isNaN(value) ? ANY : new Range(value, value);
            case Leaf(String name) when name.equals(LoopFormula.SQUARED_DISTANCE) -> NOT_NEGATIVE;
            case Leaf(String name) when name.equals(LoopFormula.ONE_PLUS_SQUARED_DISTANCE) -> NOT_NEGATIVE.plus(new Range(1, 1));
            case Leaf _ -> ANY;
            case Sum(Expr a, Expr b) -> of(a).plus(of(b));
            case Difference(Expr a, Expr b) -> of(a).plus(of(b).negated());
            case Negation(Expr a) -> of(a).negated();
            case Product(Expr a, Expr b) -> of(a).times(of(b));
            case Quotient(Expr a, Expr b) -> of(a).over(of(b));
            case Square(Expr a) -> new Range(of(a).least > 0 ? of(a).least * of(a).least : 0, Double.POSITIVE_INFINITY);
            case Exponential _, SquareRoot _ -> NOT_NEGATIVE;
            case LogarithmOnePlus(Expr a) when of(a).isNotNegative() -> NOT_NEGATIVE;
            case Power(Expr a, Expr _) when of(a).least > 0 -> NOT_NEGATIVE;
            case Maximum(Expr a, Expr b) -> new Range(Math.max(of(a).least, of(b).least), Math.max(of(a).most, of(b).most));
            case Minimum(Expr a, Expr b) -> new Range(Math.min(of(a).least, of(b).least), Math.min(of(a).most, of(b).most));
            case Where(Condition _, Expr a, Expr b) -> new Range(Math.min(of(a).least, of(b).least), Math.max(of(a).most, of(b).most));
            case Logarithm _, LogarithmOnePlus _, Power _, XLogY _ -> ANY;
        };
    }

    /// Whether the value is never subnormal, 0 or negative, in either precision: with room for the rounding of constants to single.
    boolean isNormal() {
        return least >= 2 * Float.MIN_NORMAL;
    }

    public boolean isNotNegative() {
        return least >= 0;
    }

    public boolean isNotPositive() {
        return most <= 0;
    }

    private Range plus(Range other) {
        return of(least + other.least, most + other.most);
    }

    private Range negated() {
        return new Range(-most, -least);
    }

    private Range times(Range other) {
        if (isNotNegative() && other.isNotNegative()) {
            return of(least * other.least, most * other.most);
        }
        return ofSigns(other);
    }

    /// A divisor that may be 0 may be -0, as may the base of a power.
    private Range over(Range other) {
        return other.least > 0 || other.most < 0 ? ofSigns(other) : ANY;
    }

    /// Bounds of a product or a quotient, of which only the sign is known.
    private Range ofSigns(Range other) {
        if (isNotNegative() && other.isNotNegative() || isNotPositive() && other.isNotPositive()) {
            return NOT_NEGATIVE;
        }
        return isNotNegative() && other.isNotPositive() || isNotPositive() && other.isNotNegative() ? NOT_POSITIVE : ANY;
    }

    /// Replaces a bound that came out as NaN, from two infinities or from 0 and one, by that where nothing is known.
    private static Range of(double least, double most) {
        return new Range(Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least, Double.isNaN(most) ? Double.POSITIVE_INFINITY : most);
    }

    /// Whether a formula is NaN wherever the distance is, which is where coordinates are.
    static boolean isNanWhereDistanceIs(Expr e) {
        return switch (e) {
            case Leaf(String name) -> LoopFormula.isOfDistance(name);
            case Sum _, Difference _, Product _, Quotient _, Negation _, Square _, SquareRoot _, Exponential _ ->
                ((Node) e).children().stream().anyMatch(Range::isNanWhereDistanceIs);
            default -> false;
        };
    }
}
