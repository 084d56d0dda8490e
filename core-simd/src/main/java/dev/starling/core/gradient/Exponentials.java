package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Algebra;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Exponential;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Negation;
import dev.starling.api.expr.tree.Power;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Square;
import dev.starling.api.expr.tree.SquareRoot;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Support;
import dev.starling.api.expr.tree.Tree;
import dev.starling.api.expr.tree.Where;
import dev.starling.core.compile.Range;
import dev.starling.core.pairs.Leaves;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import static dev.starling.api.expr.tree.Algebra.*;

/// A weight as Σ c·e^g, so that ln w and its slope are still numbers where all exponentials have underflowed.
///
/// With m = max g, ln w = m + ln Σ c·e^(g−m), and (ln w)′ = Σ (c′ + c·g′) e^(g−m) / Σ c·e^(g−m): a sum in which one term is not 0.
/// Only mixtures need the form: e^(-f) + e^(-f/4) is 0 beyond f = 2981, and so is its slope. A single exponential has a plain logarithm, and
/// a sum that has another term does not underflow. It may overflow: 1 + e^f is infinite beyond f = 710, and ∞/∞ is its slope, as is that of
/// 1 + f^50, whose high power counts as an exponential for that reason.
///
/// It is here and not among the rewriting steps of `compile`, since its value is another than that of the weight as it was written.
///
/// @param weight    as it was given
/// @param terms     at least one; no two with the same exponent
/// @param isNeeded  whether the logarithm of the weight as given would be lost
record Exponentials(Expr weight, List<Term> terms, boolean isNeeded) {
    /// f, the transformed distance that a weight is of.
    static final String TRANSFORMED = "f";

    /// Products of sums with more terms are not multiplied out.
    private static final int MOST_TERMS = 4;

    /// Higher powers leave the range of numbers within the distances of a map.
    private static final double STEEP = 4;

    private static final Expr LOWEST = Expr.constant(-Double.MAX_VALUE);

    /// factor · e^exponent.
    record Term(Expr factor, Expr exponent) {
        private Term times(Term other) {
            return new Term(product(factor, other.factor), sum(exponent, other.exponent));
        }

        private Expr value() {
            return exponent.is(0) ? factor : product(factor, new Exponential(exponent));
        }

        private Term negated() {
            return new Term(negation(factor), exponent);
        }

        /// A term that keeps a sum away from 0.
        private boolean isPlain() {
            return exponent.is(0) && !Support.isLimited(factor);
        }

        private boolean mayOverflow() {
            return !range(exponent).isNotPositive();
        }

        /// Lowest where the factor is 0, since then it is no exponent of the sum.
        private Expr effective() {
            return Support.isLimited(factor) ? where(new Condition(factor, Comparison.EQUAL, ZERO), LOWEST, exponent) : exponent;
        }
    }

    static Exponentials of(Expr weight) {
        Splitting splitting = new Splitting();
        List<Term> terms = splitting.terms(weight);
        return new Exponentials(weight, terms, splitting.isRewritten || isMixture(terms));
    }

    private static boolean isMixture(List<Term> terms) {
        return terms.size() > 1 && (terms.stream().noneMatch(Term::isPlain) || terms.stream().anyMatch(Term::mayOverflow));
    }

    /// Bounds that hold for all distances and precisions, which are at least 0; of parameters that are letters nothing is known.
    private static Range range(Expr e) {
        Map<String, Expr> notNegative = e.leaves().stream()
                .filter(name -> name.equals(TRANSFORMED) || name.equals(Arguments.PRECISION))
                .collect(Collectors.toMap(name -> name, _ -> Leaves.SQUARED_DISTANCE));
        return Range.of(Tree.substitute(e, notNegative));
    }

    /// Whether the weight is tiny where its exponents are low.
    boolean mayUnderflow() {
        return terms.stream().noneMatch(term -> term.exponent.is(0));
    }

    Expr log() {
        if (!isNeeded) {
            return LogForm.log(weight);
        }
        Term whole = scaled(terms);
        return sum(whole.exponent, LogForm.log(whole.factor));
    }

    /// ∂ ln w/∂x; 0 beyond the support of the weight.
    Expr derivativeOfLog(Leaf x) {
        Derivative by = Derivative.by(x);
        Expr slope = by.ofLog(weight);
        if (isNeeded) {
            Expr largest = largest(terms);
            slope = terms.size() == 1
                    ? sum(by.of(terms.getFirst().exponent), by.ofLog(terms.getFirst().factor))
                    : quotient(total(terms, term -> product(slopeOfTerm(by, term), scale(term, largest))), scaled(terms).factor);
        }
        // Not where the weight is 0, as it is, too, where it has underflowed.
        Expr factor = scaled(terms).factor;
        return Support.isLimited(factor) ? whereNotZero(factor, slope) : slope;
    }

    /// c′ + c·g′; 0 beyond the support of c, where roots have no slope.
    private static Expr slopeOfTerm(Derivative by, Term term) {
        Expr ofExponent = by.of(term.exponent);
        return Support.isLimited(term.factor)
                ? whereNotZero(term.factor, product(term.factor, sum(by.ofLog(term.factor), ofExponent)))
                : sum(by.of(term.factor), product(term.factor, ofExponent));
    }

    private static Expr whereNotZero(Expr factor, Expr value) {
        return where(new Condition(factor, Comparison.EQUAL, ZERO), ZERO, value);
    }

    /// w·e^(−shift).
    Expr shifted(Expr shift) {
        return total(terms, term -> product(term.factor, new Exponential(difference(term.exponent, shift))));
    }

    private static Expr largest(List<Term> terms) {
        return terms.stream().map(Term::effective).reduce((a, b) -> new Maximum(a, b)).orElseThrow();
    }

    private static Expr scale(Term term, Expr largest) {
        return new Exponential(difference(term.effective(), largest));
    }

    /// The sum as one term, whose factor is of the size of the largest.
    private static Term scaled(List<Term> terms) {
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        Expr largest = largest(terms);
        return new Term(total(terms, term -> product(term.factor, scale(term, largest))), largest);
    }

    private static Expr total(List<Term> terms, Function<Term, Expr> value) {
        return terms.stream().map(value).reduce(ZERO, (a, b) -> sum(a, b));
    }

    /// Finds the terms.
    private static final class Splitting {
        /// Whether exponentials have become one term: of the same exponent, or in a quotient, a root, a power or a branch.
        private boolean isRewritten;

        List<Term> terms(Expr e) {
            return switch (e) {
                case Exponential(Expr a) -> List.of(new Term(ONE, a));
                case Sum(Expr a, Expr b) -> merged(summands(a), summands(b));
                case Difference(Expr a, Expr b) -> merged(summands(a), summands(b).stream().map(Term::negated).toList());
                case Negation(Expr a) -> terms(a).stream().map(Term::negated).toList();
                case Product(Expr a, Expr b) -> multiplied(a, b);
                case Square(Expr a) -> multiplied(a, a);
                case Quotient(Expr a, Expr b) -> {
                    Term divisor = one(b);
                    Term reciprocal = new Term(quotient(ONE, divisor.factor), negation(divisor.exponent));
                    yield divisor.exponent.is(0) && terms(a).stream().allMatch(term -> term.exponent.is(0))
                            ? List.of(new Term(e, ZERO))
                            : terms(a).stream().map(term -> term.times(reciprocal)).toList();
                }
                case SquareRoot(Expr a) -> {
                    Term root = one(a);
                    yield List.of(new Term(root.factor.is(1) ? ONE : new SquareRoot(root.factor), Algebra.product(HALF, root.exponent)));
                }
                case Power(Expr a, Constant exponent) -> {
                    Term base = one(a);
                    yield List.of(new Term(base.factor.is(1) ? ONE : new Power(base.factor, exponent), Algebra.product(exponent, base.exponent)));
                }
                case Where(Condition condition, Expr a, Expr b) -> {
                    Term then = one(a);
                    Term otherwise = one(b);
                    yield List.of(new Term(
                            where(condition, then.factor, otherwise.factor), where(condition, then.exponent, otherwise.exponent)));
                }
                default -> List.of(new Term(e, ZERO));
            };
        }

        /// Terms of a sum. A steep power is a^n = min(a, 1)^n · e^(n ln max(a, 1)): without any infinity at 0.
        private List<Term> summands(Expr e) {
            return switch (e) {
                case Power(Expr a, Constant(double n)) when isSteep(e) -> List.of(new Term(
                        power(new Minimum(a, ONE), new Constant(n)), product(new Constant(n), logarithm(new Maximum(a, ONE)))));
                case Product(Constant factor, Expr a) when isSteep(a) -> List.of(new Term(factor, ZERO).times(summands(a).getFirst()));
                default -> terms(e);
            };
        }

        private static boolean isSteep(Expr e) {
            return e instanceof Power(Expr a, Constant(double n)) && n > STEEP && range(a).isNotNegative() && !Support.isLimited(a);
        }

        private List<Term> multiplied(Expr a, Expr b) {
            List<Term> some = terms(a);
            List<Term> others = terms(b);
            return some.size() * others.size() > MOST_TERMS
                    ? List.of(one(a).times(one(b)))
                    : merged(some.stream().flatMap(term -> others.stream().map(term::times)).toList(), List.of());
        }

        /// A formula as one term.
        private Term one(Expr e) {
            Splitting own = new Splitting();
            List<Term> terms = own.terms(e);
            if (terms.size() > 1 && !isMixture(terms)) {
                isRewritten |= own.isRewritten;
                return new Term(own.isRewritten ? total(terms, Term::value) : e, ZERO);
            }
            Term one = scaled(terms);
            isRewritten |= own.isRewritten || !one.exponent.is(0);
            return one;
        }

        private List<Term> merged(List<Term> some, List<Term> others) {
            Map<Expr, Expr> byExponent = new LinkedHashMap<>();
            List<Term> all = new ArrayList<>(some);
            all.addAll(others);
            all.forEach(term -> byExponent.merge(term.exponent, term.factor, (a, b) -> sum(a, b)));
            isRewritten |= byExponent.size() < all.size() && all.stream().noneMatch(Term::isPlain);
            return byExponent.entrySet().stream().map(term -> new Term(term.getValue(), term.getKey())).toList();
        }
    }
}
