package dev.starling.api.expr.tree;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

/// A formula as text that [dev.starling.api.expr.Formula] reads back, to the same bits. Two things are read otherwise: a product with
/// a logarithm becomes an [XLogY], and a [Leaf] with a hyphen a difference.
final class PlainPrinter {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private PlainPrinter() {}

    static String print(Expr e) {
        return switch (e) {
            case Constant(double value) -> number(value);
            case Leaf(String name) -> name;
            case Sum(Expr a, Expr b) -> at(SUM, a) + " + " + at(PRODUCT, b);
            case Difference(Expr a, Expr b) -> at(SUM, a) + " - " + at(PRODUCT, b);
            case Product(Expr a, Expr b) -> at(PRODUCT, a) + " * " + at(SIGN, b);
            case Quotient(Expr a, Expr b) -> at(PRODUCT, a) + " / " + at(SIGN, b);
            case Negation(Expr a) -> "-" + at(SIGN, a);
            case Square(Expr a) -> at(ATOM, a) + "^2";
            case SquareRoot(Expr a) -> "sqrt(" + a + ")";
            case Exponential(Expr a) -> "exp(" + a + ")";
            case Logarithm(Expr a) -> "log(" + a + ")";
            case LogarithmOnePlus(Expr a) -> "log1p(" + a + ")";
            case Power(Expr a, Expr b) -> at(ATOM, a) + "^" + at(ATOM, b);
            case Minimum(Expr a, Expr b) -> "min(" + a + ", " + b + ")";
            case Maximum(Expr a, Expr b) -> "max(" + a + ", " + b + ")";
            case XLogY(Expr a, Expr b) -> "xlogy(" + a + ", " + b + ")";
            case Where(Condition c, Expr then, Expr otherwise) ->
                "where(" + c.left() + " " + c.comparison().symbol() + " " + c.right() + ", " + then + ", " + otherwise + ")";
        };
    }

    private static String at(int least, Expr e) {
        return precedence(e) >= least ? print(e) : "(" + print(e) + ")";
    }

    private static int precedence(Expr e) {
        return switch (e) {
            case Sum _, Difference _ -> SUM;
            case Product _, Quotient _ -> PRODUCT;
            case Negation _ -> SIGN;
            case Constant(double value) when Double.isInfinite(value) -> PRODUCT;
            case Constant(double value) when value < 0 || 1 / value < 0 -> SIGN;
            case Power _, Square _ -> POWER;
            default -> ATOM;
        };
    }

    /// The shortest text that reads back as the same number; whole numbers without a point.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "sqrt(-1)";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "1 / 0" : "-1 / 0";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0)
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
