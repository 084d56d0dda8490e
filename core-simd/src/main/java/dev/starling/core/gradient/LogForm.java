package dev.starling.core.gradient;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static dev.starling.api.expr.tree.Algebra.*;

/// Formulas with their logarithms taken apart: ln(p/q) as ln p − ln q, so that no quotient of tiny numbers is ever formed and the
/// core can put in ln q, which it knows also where q itself has underflowed to 0.
final class LogForm {
    private static final Expr LARGEST = Expr.constant(Double.MAX_VALUE);

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
            case Where(Condition condition, Expr a, Expr b) -> where(condition, log(a), log(b));
            case Sum(Constant(double one), Expr a) when one == 1 -> new LogarithmOnePlus(a);
            case Sum(Expr a, Constant(double one)) when one == 1 -> new LogarithmOnePlus(a);
            default -> logarithm(e);
        };
    }

    private Expr rewrite(Expr e) {
        return switch (e) {
            case Logarithm(Expr a) when Tree.contains(a, leaf) -> joined(apart(a));
            case XLogY(Expr a, Expr b) when Tree.contains(b, leaf) -> {
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
            case Where(Condition(Expr left, Comparison comparison, Expr right), Expr a, Expr b) ->
                where(new Condition(rewrite(left), comparison, rewrite(right)), apart(a), apart(b));
            default -> logarithm(rewrite(e));
        };
    }

    /// Whether a sum of logarithms is a number whatever its leaves are, so that a weight of 0 makes it 0.
    private static boolean isFinite(Expr sum) {
        return switch (sum) {
            case Sum(Expr a, Expr b) -> isFinite(a) && isFinite(b);
            case Difference(Expr a, Expr b) -> isFinite(a) && isFinite(b);
            case Negation(Expr a) -> isFinite(a);
            case Logarithm(Minimum(Expr a, Expr most)) -> most.equals(LARGEST) && isAboveZero(a);
            case Leaf(String name) -> name.equals(Chain.LOG_PARTITION);
            case Constant _ -> true;
            default -> false;
        };
    }

    /// Of the operands of joined logarithms.
    private static boolean isAboveZero(Expr e) {
        return switch (e) {
            case Maximum(Expr _, Constant(double floor)) -> floor > 0;
            case Product(Expr a, Expr b) -> isAboveZero(a) && isAboveZero(b);
            case Sum(Expr _, Expr one) -> one.equals(ONE);
            default -> false;
        };
    }

    /// A term of a sum, or what is taken from it.
    private record Term(boolean isTaken, Expr value) {}

    /// The sum with ln p + ln(1 + b) as ln(p · (1 + b)), and ln p + 2 ln(1 + b) as ln(p · (1 + b)²): one logarithm instead of two. Nothing
    /// leaves the range, as p is at most 1 and b, a squared distance or an exponential, at least 0; but for the square where the weight
    /// (1 + b)⁻² does so too. Where p has a floor, the largest number is taken there, so that the logarithm is finite.
    private static Expr joined(Expr sum) {
        List<Term> terms = new ArrayList<>();
        collect(sum, false, terms);
        for (Term input : terms) {
            if (input.value instanceof Logarithm(Expr p) && isInput(p)) {
                for (Term one : terms) {
                    if (one.isTaken == input.isTaken && one.value instanceof LogarithmOnePlus(Expr b)) {
                        int times = Collections.frequency(terms, one);
                        Expr product = Collections.nCopies(times, sum(b, ONE)).stream().reduce(p, Algebra::product);
                        terms.removeAll(List.of(one));
                        Expr operand = isAboveZero(product) ? new Minimum(product, LARGEST) : product;
                        terms.set(terms.indexOf(input), new Term(input.isTaken, logarithm(operand)));
                        return total(terms);
                    }
                }
            }
        }
        return sum;
    }

    /// p, or p raised to its floor; another formula of p, such as 1/p, might be large.
    private static boolean isInput(Expr e) {
        return switch (e) {
            case Leaf(String name) -> name.equals(Chain.INPUT_AFFINITY);
            case Maximum(Leaf(String name), Constant _) -> name.equals(Chain.INPUT_AFFINITY);
            default -> false;
        };
    }

    private static void collect(Expr e, boolean isTaken, List<Term> terms) {
        switch (e) {
            case Sum(Expr a, Expr b) -> {
                collect(a, isTaken, terms);
                collect(b, isTaken, terms);
            }
            case Difference(Expr a, Expr b) -> {
                collect(a, isTaken, terms);
                collect(b, !isTaken, terms);
            }
            case Negation(Expr a) -> collect(a, !isTaken, terms);
            case Product(Constant(double two), LogarithmOnePlus a) when Math.abs(two) == 2 -> {
                collect(a, isTaken ^ two < 0, terms);
                collect(a, isTaken ^ two < 0, terms);
            }
            default -> terms.add(new Term(isTaken, e));
        }
    }

    private static Expr total(List<Term> terms) {
        Expr total = ZERO;
        for (Term term : terms) {
            total = term.isTaken ? difference(total, term.value) : sum(total, term.value);
        }
        return total;
    }
}
