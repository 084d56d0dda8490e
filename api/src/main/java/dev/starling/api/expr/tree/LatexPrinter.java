package dev.starling.api.expr.tree;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

import java.util.Set;

/// A formula as LaTeX source.
public final class LatexPrinter {
    private static final Set<String> GREEK = Set.of("alpha", "beta", "gamma", "kappa", "lambda", "nu", "epsilon", "sigma");

    private LatexPrinter() {}

    public static String print(Expr e) {
        return switch (e) {
            case Constant(double value) -> number(value);
            case Leaf(String name) -> leaf(name);
            case Sum(Expr a, Expr b) -> print(a) + " + " + added(b);
            case Difference(Expr a, Expr b) -> print(a) + " - " + subtracted(b);
            case Product(Expr a, Expr b) -> factor(a) + " \\, " + factor(b);
            case Quotient(Expr a, Expr b) -> "\\frac{" + print(a) + "}{" + print(b) + "}";
            case Negation(Expr a) -> "-" + subtracted(a);
            case Square(Expr a) -> base(a) + "^{2}";
            case SquareRoot(Expr a) -> "\\sqrt{" + print(a) + "}";
            case Exponential(Expr a) -> "e^{" + print(a) + "}";
            case Logarithm(Expr a) -> "\\ln\\left(" + print(a) + "\\right)";
            case LogarithmOnePlus(Expr a) -> "\\ln\\left(1 + " + added(a) + "\\right)";
            case Power(Expr a, Expr b) -> base(a) + "^{" + print(b) + "}";
            case Minimum(Expr a, Expr b) -> "\\min\\left(" + print(a) + ", " + print(b) + "\\right)";
            case Maximum(Expr a, Expr b) -> "\\max\\left(" + print(a) + ", " + print(b) + "\\right)";
            case XLogY(Expr a, Expr b) -> factor(a) + " \\ln\\left(" + print(b) + "\\right)";
            case Where(Condition c, Expr then, Expr otherwise) ->
                "\\begin{cases}" + print(then) + " & " + print(c.left()) + " " + symbol(c.comparison()) + " "
                        + print(c.right()) + " \\\\ " + print(otherwise) + " & \\text{otherwise}\\end{cases}";
        };
    }

    private static String symbol(Comparison comparison) {
        return switch (comparison) {
            case LESS -> "<";
            case AT_MOST -> "\\le";
            case EQUAL -> "=";
        };
    }

    private static String leaf(String name) {
        if (GREEK.contains(name)) {
            return "\\" + name;
        }
        return name.length() == 1 ? name : "\\mathit{" + name.replace("_", "\\_") + "}";
    }

    /// 1.5e-7 as 1.5 · 10⁻⁷.
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "\\mathrm{NaN}";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "\\infty" : "-\\infty";
        }
        String[] parts = PlainPrinter.number(value).split("E", 2);
        return parts.length == 1 ? parts[0] : parts[0] + " \\cdot 10^{" + parts[1] + "}";
    }

    private static String added(Expr e) {
        return hasSign(e) ? parenthesized(e) : print(e);
    }

    private static String subtracted(Expr e) {
        return hasSign(e) || e instanceof Sum || e instanceof Difference ? parenthesized(e) : print(e);
    }

    private static String factor(Expr e) {
        return e instanceof Where ? parenthesized(e) : subtracted(e);
    }

    /// Whether a formula begins with a minus.
    private static boolean hasSign(Expr e) {
        return switch (e) {
            case Negation _ -> true;
            case Constant(double value) -> value < 0;
            case Sum(Expr a, Expr _) -> hasSign(a);
            case Difference(Expr a, Expr _) -> hasSign(a);
            default -> false;
        };
    }

    private static String base(Expr e) {
        return e instanceof Leaf || (e instanceof Constant(double value) && value >= 0) ? print(e) : parenthesized(e);
    }

    private static String parenthesized(Expr e) {
        return "\\left(" + print(e) + "\\right)";
    }
}
