package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.util.Optional;

/// w · ln(min(x, the largest number)) with an x that is never subnormal, 0 or negative. The logarithm needs to look for neither ∞ nor NaN:
/// the bits of ∞ come to the logarithm of the largest number, and where x is NaN, so is the weight w. Inputs other than distances
/// are numbers.
record WeightedLogarithm(Expr weight, Expr x) {
    /// Nothing if the formula is another, or if x could be out of range, or NaN where w is a number.
    static Optional<WeightedLogarithm> of(Expr e) {
        return e instanceof Product(Expr weight, Logarithm(Minimum(Expr x, Constant(double most))))
                        && most == Double.MAX_VALUE
                        && LowerBound.isNormal(x)
                        && isNanWhereDistanceIs(weight)
                ? Optional.of(new WeightedLogarithm(weight, x))
                : Optional.empty();
    }

    private static boolean isNanWhereDistanceIs(Expr e) {
        return switch (e) {
            case Leaf(String name) -> LoopFormula.isOfDistance(name);
            case Sum _, Difference _, Product _, Quotient _, Negation _, Square _, SquareRoot _, Exponential _ ->
                ((Node) e).children().stream().anyMatch(WeightedLogarithm::isNanWhereDistanceIs);
            default -> false;
        };
    }
}
