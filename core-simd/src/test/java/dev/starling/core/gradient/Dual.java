package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.util.Map;

/// A value and its derivative: differentiation without formulas of derivatives and without steps. The oracle of the gradient.
record Dual(double value, double slope) {
    static Dual constant(double value) {
        return new Dual(value, 0);
    }

    Dual plus(Dual b) {
        return new Dual(value + b.value, slope + b.slope);
    }

    Dual minus(Dual b) {
        return new Dual(value - b.value, slope - b.slope);
    }

    Dual times(Dual b) {
        return new Dual(value * b.value, slope * b.value + value * b.slope);
    }

    Dual over(Dual b) {
        double quotient = value / b.value;
        return new Dual(quotient, (slope - quotient * b.slope) / b.value);
    }

    Dual sqrt() {
        double root = Math.sqrt(value);
        return new Dual(root, slope == 0 ? 0 : slope / (2 * root));
    }

    Dual exp() {
        double e = Math.exp(value);
        return new Dual(e, slope * e);
    }

    Dual log() {
        return new Dual(Math.log(value), slope / value);
    }

    Dual log1p() {
        return new Dual(Math.log1p(value), slope / (1 + value));
    }

    Dual pow(Dual b) {
        if (b.slope == 0) {
            return new Dual(Math.pow(value, b.value), slope == 0 ? 0 : slope * b.value * Math.pow(value, b.value - 1));
        }
        return log().times(b).exp();
    }

    Dual xlogy(Dual b) {
        return value == 0 && slope == 0 ? constant(0) : times(b.log());
    }

    /// A formula for leaves that are dual numbers.
    static Dual of(Expr e, Map<String, Dual> leaves) {
        return switch (e) {
            case Constant(double value) -> constant(value);
            case Leaf(String name) -> leaves.get(name);
            case Sum(Expr a, Expr b) -> of(a, leaves).plus(of(b, leaves));
            case Difference(Expr a, Expr b) -> of(a, leaves).minus(of(b, leaves));
            case Product(Expr a, Expr b) -> of(a, leaves).times(of(b, leaves));
            case Quotient(Expr a, Expr b) -> of(a, leaves).over(of(b, leaves));
            case Negation(Expr a) -> constant(0).minus(of(a, leaves));
            case Square(Expr a) -> of(a, leaves).times(of(a, leaves));
            case SquareRoot(Expr a) -> of(a, leaves).sqrt();
            case Exponential(Expr a) -> of(a, leaves).exp();
            case Logarithm(Expr a) -> of(a, leaves).log();
            case LogarithmOnePlus(Expr a) -> of(a, leaves).log1p();
            case Power(Expr a, Expr b) -> of(a, leaves).pow(of(b, leaves));
            case Minimum(Expr a, Expr b) -> {
                Dual x = of(a, leaves);
                Dual y = of(b, leaves);
                yield x.value < y.value ? x : y;
            }
            case Maximum(Expr a, Expr b) -> {
                Dual x = of(a, leaves);
                Dual y = of(b, leaves);
                yield x.value > y.value ? x : y;
            }
            case XLogY(Expr a, Expr b) -> of(a, leaves).xlogy(of(b, leaves));
            case Where(var c, Expr then, Expr otherwise) ->
                c.comparison().holds(of(c.left(), leaves).value, of(c.right(), leaves).value)
                        ? of(then, leaves)
                        : of(otherwise, leaves);
        };
    }
}
