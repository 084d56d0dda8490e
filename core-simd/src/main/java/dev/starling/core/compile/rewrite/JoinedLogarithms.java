package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Algebra;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.LogarithmOnePlus;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Negation;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Sum;
import dev.starling.core.compile.FiniteLogarithm;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.ZERO;
import static dev.starling.api.expr.tree.Algebra.difference;
import static dev.starling.api.expr.tree.Algebra.logarithm;
import static dev.starling.api.expr.tree.Algebra.sum;

/// A sum with ln p + ln(1 + b) as one with ln(p · (1 + b)), and with ln p + 2 ln(1 + b) as one with ln(p · (1 + b)²): one logarithm instead of
/// two, which may differ by the rounding of either.
///
/// Nothing leaves the range, as p is at most 1 and b, a squared distance or an exponential, at least 0; but for the square where the weight
/// (1 + b)⁻² does so too. Where p has a floor, the logarithm is a [FiniteLogarithm]: ∞ is not reached.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class JoinedLogarithms {
    /// The cube of 1 + b would leave the range where the logarithms do not.
    private static final int MOST = 2;

    private JoinedLogarithms() {}

    /// A term of a sum, or what is taken from it.
    private record Term(boolean isTaken, Expr value) {}

    /// @param isAtMostOne  which operands of logarithms are known to be at most 1, whatever their leaves are
    public static Expr of(Expr sum, Predicate<Expr> isAtMostOne) {
        List<Term> terms = new ArrayList<>();
        collect(sum, false, terms);
        for (Term input : terms) {
            if (input.value instanceof Logarithm(Expr p) && isAtMostOne.test(p)) {
                for (Term one : terms) {
                    if (one.isTaken == input.isTaken && one.value instanceof LogarithmOnePlus(Expr b)) {
                        return joined(p, b, Math.min(Collections.frequency(terms, one), MOST), input, one, terms);
                    }
                }
            }
        }
        return sum;
    }

    private static Expr joined(Expr p, Expr b, int times, Term input, Term one, List<Term> terms) {
        Expr product = Collections.nCopies(times, sum(b, ONE)).stream().reduce(p, Algebra::product);
        for (int k = 0; k < times; k++) {
            terms.remove(one);
        }
        Expr logarithm = isAboveZero(product) ? FiniteLogarithm.of(product) : logarithm(product);
        terms.set(terms.indexOf(input), new Term(input.isTaken, logarithm));
        return total(terms);
    }

    /// Whether the formula is a logarithm that is finite whatever its leaves are.
    public static boolean isFinite(Expr e) {
        return FiniteLogarithm.operand(e).filter(JoinedLogarithms::isAboveZero).isPresent();
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
