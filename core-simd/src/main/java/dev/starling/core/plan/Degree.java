package dev.starling.core.plan;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Exponential;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.LogarithmOnePlus;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Negation;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Power;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Square;
import dev.starling.api.expr.tree.SquareRoot;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Where;
import dev.starling.api.expr.tree.XLogY;

import java.util.OptionalDouble;
import java.util.Set;

/// How a formula grows with some of its leaves: of degree m, if e(s·x, s·y, …) = sᵐ · e(x, y, …) for every s above 0.
///
/// Found by the rules below, so that a formula which is homogeneous in a roundabout way, as ln r − ln d is, may not be known for one.
final class Degree {
    /// Of 0, which is of every degree.
    private static final double ANY = Double.POSITIVE_INFINITY;

    private static final double NONE = Double.NaN;

    /// A floor that only keeps a formula from 0, and that no length near 1 feels.
    private static final double LOW = 0x1p-64;

    private final Set<String> growing;

    private Degree(Set<String> growing) {
        this.growing = growing;
    }

    /// Empty if the formula has none, or it is not seen.
    static OptionalDouble of(Expr e, String... growing) {
        double degree = new Degree(Set.of(growing)).degree(e);
        return Double.isFinite(degree) ? OptionalDouble.of(degree) : OptionalDouble.empty();
    }

    private double degree(Expr e) {
        return switch ((Node) e) {
            case Constant(double value) -> value == 0 ? ANY : 0;
            case Leaf leaf -> growing.contains(leaf.name()) ? 1 : 0;
            case Sum(Expr a, Expr b) -> same(degree(a), degree(b));
            case Difference(Expr a, Expr b) -> same(degree(a), degree(b));
            case Product(Expr a, Expr b) -> degree(a) + degree(b);
            case Quotient(Expr a, Expr b) -> degree(b) == ANY ? NONE : degree(a) - degree(b);
            case Negation(Expr a) -> degree(a);
            case Square(Expr a) -> 2 * degree(a);
            case SquareRoot(Expr a) -> degree(a) / 2;
            case Exponential(Expr a) -> pure(a);
            case Logarithm(Expr a) -> pure(a);
            case LogarithmOnePlus(Expr a) -> pure(a);
            case Power(Expr a, Constant(double exponent)) -> exponent == 0 ? 0 : exponent * degree(a);
            case Power _ -> NONE;
            case Minimum(Expr a, Expr b) -> same(degree(a), degree(b));
            case Maximum(Expr a, Constant(double floor)) when floor <= LOW -> degree(a);
            case Maximum(Expr a, Expr b) -> same(degree(a), degree(b));
            case XLogY(Expr a, Expr b) -> degree(a) + pure(b);
            case Where(var condition, Expr then, Expr otherwise) ->
                Double.isNaN(same(degree(condition.left()), degree(condition.right()))) ? NONE : same(degree(then), degree(otherwise));
        };
    }

    /// 0 for a formula that does not grow, and nothing for others.
    private double pure(Expr e) {
        return same(degree(e), 0) == 0 ? 0 : NONE;
    }

    private static double same(double a, double b) {
        if (a == ANY) {
            return b;
        }
        return b == ANY || a == b ? a : NONE;
    }
}
