package dev.starling.core.gradient;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;
import dev.starling.core.compile.rewrite.JoinedLogarithms;
import dev.starling.core.pairs.Leaves;

import java.util.Set;

import static dev.starling.api.expr.tree.Algebra.*;

/// Formulas with their logarithms taken apart: ln(p/q) as ln p − ln q, so that no quotient of tiny numbers is ever formed and the
/// core can put in ln q, which it knows also where q itself has underflowed to 0.
///
/// This is no rewriting for speed, as those of `compile.rewrite` are: it puts in what only the chain knows, and the value is another where the
/// formula as it was written would have lost it.
final class LogForm {
    private final Leaf leaf;
    private final Expr logOfLeaf;
    private final Set<Leaf> finite;

    private LogForm(Leaf leaf, Expr logOfLeaf, Set<Leaf> finite) {
        this.leaf = leaf;
        this.logOfLeaf = logOfLeaf;
        this.finite = finite;
    }

    /// The formula with every logarithm in which `leaf` is a factor taken apart, and `logOfLeaf` in place of ln(leaf).
    ///
    /// @param finite leaves in it that are numbers always, neither infinite nor NaN
    static Expr of(Expr e, Leaf leaf, Expr logOfLeaf, Set<Leaf> finite) {
        return new LogForm(leaf, logOfLeaf, finite).rewrite(e);
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
            case Where(Condition condition, Expr a, Expr b) -> where(condition, log(a), log(b));
            case Sum(Constant(double one), Expr a) when one == 1 -> new LogarithmOnePlus(a);
            case Sum(Expr a, Constant(double one)) when one == 1 -> new LogarithmOnePlus(a);
            default -> logarithm(e);
        };
    }

    private boolean has(Expr e) {
        return Tree.contains(e, leaf.name());
    }

    private Expr rewrite(Expr e) {
        return switch (e) {
            case Logarithm(Expr a) when has(a) -> joined(apart(a));
            case XLogY(Expr a, Expr b) when has(b) -> {
                Expr factor = rewrite(a);
                Expr logarithms = joined(apart(b));
                yield isFinite(logarithms)
                        ? product(factor, logarithms)
                        : where(new Condition(factor, Comparison.EQUAL, ZERO), ZERO, product(factor, logarithms));
            }
            case Node node -> simplify(node.map(this::rewrite));
        };
    }

    private Expr apart(Expr e) {
        if (!has(e)) {
            return logarithm(e);
        }
        return switch (e) {
            case Leaf _ -> logOfLeaf;
            case Product(Expr a, Expr b) -> sum(apart(a), apart(b));
            case Quotient(Expr a, Expr b) -> difference(apart(a), apart(b));
            case Square(Expr a) -> product(TWO, apart(a));
            case SquareRoot(Expr a) -> product(HALF, apart(a));
            case Power(Expr a, Expr b) when !has(b) -> product(b, apart(a));
            case Exponential(Expr a) -> rewrite(a);
            case Where(Condition(Expr left, Comparison comparison, Expr right), Expr a, Expr b) ->
                where(new Condition(rewrite(left), comparison, rewrite(right)), apart(a), apart(b));
            default -> logarithm(rewrite(e));
        };
    }

    /// Whether a sum of logarithms is a number whatever its leaves are, so that a weight of 0 makes it 0.
    private boolean isFinite(Expr sum) {
        return switch (sum) {
            case Sum(Expr a, Expr b) -> isFinite(a) && isFinite(b);
            case Difference(Expr a, Expr b) -> isFinite(a) && isFinite(b);
            case Negation(Expr a) -> isFinite(a);
            case Leaf of -> finite.contains(of);
            case Constant _ -> true;
            default -> JoinedLogarithms.isFinite(sum);
        };
    }

    private static Expr joined(Expr logarithms) {
        return JoinedLogarithms.of(logarithms, LogForm::isInput);
    }

    /// p, or p raised to its floor; another formula of p, such as 1/p, might be large.
    private static boolean isInput(Expr e) {
        return switch (e) {
            case Leaf of -> of.equals(Leaves.INPUT);
            case Maximum(Leaf of, Constant _) -> of.equals(Leaves.INPUT);
            default -> false;
        };
    }
}
