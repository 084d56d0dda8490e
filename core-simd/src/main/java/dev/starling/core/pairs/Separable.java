package dev.starling.core.pairs;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Negation;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Square;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Where;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.ZERO;
import static dev.starling.api.expr.tree.Algebra.product;
import static dev.starling.api.expr.tree.Algebra.quotient;
import static dev.starling.api.expr.tree.Algebra.sum;
import static dev.starling.api.expr.tree.Algebra.where;

/// Separates formulas of a pair into Σ coefficient · part, where the leaves of a coefficient are scalars or chosen ones.
///
/// It serves three ends, by the leaves that are chosen. Numbers that are known only after the pass, such as the partition: one pass sums the parts,
/// and the coefficients are multiplied later. Numbers of points: each part is then the same for (i, j) as for (j, i). No leaves: factors that are one
/// number for the whole pass leave the loop.
public final class Separable {
    private static final Expr MINUS_ONE = Expr.constant(-1);

    private final Leaves leaves;
    private final Set<String> apart;

    private Separable(Leaves leaves, Set<String> apart) {
        this.leaves = leaves;
        this.apart = apart;
    }

    /// coefficient · part.
    public record Term(Expr coefficient, Expr part) {
        private Term times(Term other) {
            return new Term(product(coefficient, other.coefficient), product(part, other.part));
        }

        private Term over(Term divisor) {
            return new Term(quotient(coefficient, divisor.coefficient), quotient(part, divisor.part));
        }

        public Term times(Expr factor) {
            return new Term(product(coefficient, factor), part);
        }

        /// 0 where the condition holds. A term that is 0 there anyway stays as it is.
        private Term whereNot(Condition isZero) {
            return part.equals(isZero.left()) ? this : new Term(coefficient, where(isZero, ZERO, part));
        }
    }

    /// A formula as one product of its scalar factors and the rest.
    public static Term hoisted(Expr e, Leaves leaves) {
        return new Separable(leaves, Set.of()).factors(e);
    }

    /// A formula as a sum. Where it does not separate, some part still has a leaf of `apart`. No two terms have the same part, or the same
    /// coefficient.
    ///
    /// @param apart  leaves that are to be in coefficients
    public static List<Term> terms(Expr e, Leaves leaves, Set<String> apart) {
        return new Separable(leaves, apart).terms(e);
    }

    /// Whether the formula is separable: no part has a leaf that was to be in coefficients, and no coefficient a number of point j.
    public static boolean areSeparate(List<Term> terms, Leaves leaves, Set<String> apart) {
        return terms.stream().allMatch(term -> Collections.disjoint(term.part.leaves(), apart)
                && term.coefficient.leaves().stream().noneMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.OfColumn));
    }

    private boolean isCoefficient(Expr e) {
        return e.leaves().stream().allMatch(leaf -> apart.contains(leaf) || leaves.meaning(leaf) instanceof PairLeaf.Scalar);
    }

    private Term factors(Expr e) {
        return switch (e) {
            case Expr common when isCoefficient(common) -> new Term(common, ONE);
            case Product(Expr left, Expr right) when isCoefficient(left) -> factors(right).times(left);
            case Product(Expr left, Expr right) when isCoefficient(right) -> factors(left).times(right);
            case Product(Expr left, Expr right) -> factors(left).times(factors(right));
            case Negation(Expr negated) -> factors(negated).times(MINUS_ONE);
            default -> new Term(ONE, e);
        };
    }

    private List<Term> terms(Expr e) {
        return switch (e) {
            case Expr known when Collections.disjoint(known.leaves(), apart) -> List.of(factors(known));
            case Sum(Expr a, Expr b) -> merged(terms(a), terms(b));
            case Difference(Expr a, Expr b) -> merged(terms(a), times(terms(b), factors(MINUS_ONE)));
            case Negation(Expr a) -> times(terms(a), factors(MINUS_ONE));
            case Square(Expr a) -> terms(new Product(a, a));
            case Product(Expr a, Expr b) -> {
                List<Term> left = terms(a);
                yield merged(terms(b).stream().flatMap(term -> times(left, term).stream()).toList(), List.of());
            }
            case Quotient(Expr a, Expr b) when Collections.disjoint(b.leaves(), apart) -> {
                Term divisor = factors(b);
                yield merged(terms(a).stream().map(term -> term.over(divisor)).toList(), List.of());
            }
            case Where(Condition(Expr q, Comparison comparison, Expr zero), Expr then, Expr otherwise)
                    when comparison == Comparison.EQUAL && zero.is(0) && then.is(0) && isZeroWhereItsPartIs(factors(q)) ->
                terms(otherwise).stream().map(term -> term.whereNot(new Condition(factors(q).part, comparison, zero))).toList();
            default -> List.of(factors(e));
        };
    }

    /// So is q, the product of a weight and the reciprocal of the partition, where the weight is.
    private boolean isZeroWhereItsPartIs(Term q) {
        return q.coefficient instanceof Leaf factor && leaves.isNeverZero(factor);
    }

    private static List<Term> merged(List<Term> some, List<Term> others) {
        Map<Expr, Expr> byPart = new LinkedHashMap<>();
        Stream.concat(some.stream(), others.stream()).forEach(term -> byPart.merge(term.part, term.coefficient, (a, b) -> sum(a, b)));
        Map<Expr, List<Term>> byCoefficient = new LinkedHashMap<>();
        byPart.forEach((part, coefficient) -> {
            Term constant = constantFactor(coefficient);
            byCoefficient.computeIfAbsent(constant.part, _ -> new ArrayList<>()).add(new Term(constant.coefficient, part));
        });
        List<Term> merged = new ArrayList<>();
        byCoefficient.forEach((coefficient, terms) -> merged.add(
                terms.stream().map(Term::coefficient).distinct().count() == 1
                        ? new Term(product(terms.getFirst().coefficient, coefficient), total(terms, Term::part))
                        : new Term(coefficient, total(terms, term -> product(term.coefficient, term.part)))));
        return merged;
    }

    private static Expr total(List<Term> terms, Function<Term, Expr> value) {
        return terms.stream().map(value).reduce(ZERO, (a, b) -> sum(a, b));
    }

    /// A coefficient as the product of a constant and the rest.
    private static Term constantFactor(Expr e) {
        return switch (e) {
            case Constant constant -> new Term(constant, ONE);
            case Negation(Expr negated) -> constantFactor(negated).times(MINUS_ONE);
            case Product(Expr a, Expr b) -> constantFactor(a).times(constantFactor(b));
            default -> new Term(ONE, e);
        };
    }

    private static List<Term> times(List<Term> terms, Term factor) {
        return terms.stream().map(term -> term.times(factor)).toList();
    }
}
