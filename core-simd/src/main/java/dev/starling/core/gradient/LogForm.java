package dev.starling.core.gradient;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import static dev.starling.api.expr.tree.Algebra.*;

/// Formulas with their logarithms taken apart: ln(p/q) as ln p − ln q, so that no quotient of tiny numbers is ever formed and the
/// core can put in ln q, which it knows also where q itself has underflowed to 0.
final class LogForm {
    private final String leaf;
    private final Expr logOfLeaf;

    private LogForm(String leaf, Expr logOfLeaf) {
        this.leaf = leaf;
        this.logOfLeaf = logOfLeaf;
    }

    /// The formula with every logarithm in which `leaf` is a factor taken apart, and `logOfLeaf` in place of ln(leaf).
    static Expr of(Expr e, String leaf, Expr logOfLeaf) {
        return new LogForm(leaf, logOfLeaf).rewrite(e);
    }

    /// ln e, taken apart as far as it goes: exp and ln cancel, factors become terms.
    static Expr log(Expr e) {
        return switch (e) {
            case Exponential(Expr a) -> a;
            case Product(Expr a, Expr b) -> sum(log(a), log(b));
            case Quotient(Expr a, Expr b) -> difference(log(a), log(b));
            case Square(Expr a) -> product(TWO, log(a));
            case SquareRoot(Expr a) -> product(HALF, log(a));
            case Power(Expr a, Expr b) -> product(b, log(a));
            case Sum(Constant(double one), Expr a) when one == 1 -> new LogarithmOnePlus(a);
            case Sum(Expr a, Constant(double one)) when one == 1 -> new LogarithmOnePlus(a);
            default -> logarithm(e);
        };
    }

    private Expr rewrite(Expr e) {
        return switch (e) {
            case Logarithm(Expr a) when Tree.contains(a, leaf) -> apart(a);
            case XLogY(Expr a, Expr b) when Tree.contains(b, leaf) -> {
                Expr factor = rewrite(a);
                yield where(new Condition(factor, Comparison.EQUAL, ZERO), ZERO, product(factor, apart(b)));
            }
            case Node node -> simplify(node.map(this::rewrite));
        };
    }

    private Expr apart(Expr e) {
        if (!Tree.contains(e, leaf)) {
            return logarithm(e);
        }
        return switch (e) {
            case Leaf _ -> logOfLeaf;
            case Product(Expr a, Expr b) -> sum(apart(a), apart(b));
            case Quotient(Expr a, Expr b) -> difference(apart(a), apart(b));
            case Square(Expr a) -> product(TWO, apart(a));
            case SquareRoot(Expr a) -> product(HALF, apart(a));
            case Power(Expr a, Expr b) when !Tree.contains(b, leaf) -> product(b, apart(a));
            case Exponential(Expr a) -> rewrite(a);
            default -> logarithm(rewrite(e));
        };
    }
}
