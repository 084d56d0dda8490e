package dev.starling.core.gradient;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Evaluation;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.ZERO;
import static dev.starling.api.expr.tree.Algebra.product;
import static dev.starling.api.expr.tree.Algebra.quotient;
import static dev.starling.api.expr.tree.Algebra.sum;
import static dev.starling.api.expr.tree.Algebra.where;

/// A formula as the product of what is one number for a whole pass and what differs from pair to pair.
record Factored(Expr common, Expr varying) {
    private static final Expr MINUS_ONE = Expr.constant(-1);

    static Factored of(Expr e) {
        return switch (e) {
            case Expr common when isCommon(common) -> new Factored(common, ONE);
            case Product(Expr left, Expr right) when isCommon(left) -> of(right).times(left);
            case Product(Expr left, Expr right) when isCommon(right) -> of(left).times(right);
            case Product(Expr left, Expr right) -> of(left).times(of(right));
            case Negation(Expr negated) -> of(negated).times(MINUS_ONE);
            default -> new Factored(ONE, e);
        };
    }

    /// The formula as a sum, with leaves that are one number for a pass, but known only after it, among the common factors. Where it
    /// does not separate so, some [#varying] still has such a leaf. No two terms have the same varying part, or the same common one.
    static List<Factored> terms(Expr e, Set<String> later) {
        return switch (e) {
            case Expr known when Collections.disjoint(known.leaves(), later) -> List.of(of(known));
            case Sum(Expr a, Expr b) -> merged(terms(a, later), terms(b, later));
            case Difference(Expr a, Expr b) -> merged(terms(a, later), times(terms(b, later), of(MINUS_ONE)));
            case Negation(Expr a) -> times(terms(a, later), of(MINUS_ONE));
            case Square(Expr a) -> terms(new Product(a, a), later);
            case Product(Expr a, Expr b) -> {
                List<Factored> left = terms(a, later);
                yield merged(terms(b, later).stream().flatMap(term -> times(left, term).stream()).toList(), List.of());
            }
            case Quotient(Expr a, Expr b) when Collections.disjoint(b.leaves(), later) -> {
                Factored divisor = of(b);
                yield merged(terms(a, later).stream().map(term -> term.over(divisor)).toList(), List.of());
            }
            case Where(Condition(Expr q, Comparison comparison, Expr zero), Expr then, Expr otherwise)
                    when comparison == Comparison.EQUAL && zero.is(0) && then.is(0) && isWeightTimesR(of(q)) ->
                terms(otherwise, later).stream().map(term -> term.whereNot(new Condition(of(q).varying, comparison, zero))).toList();
            default -> List.of(of(e));
        };
    }

    /// Whether no varying part has such a leaf, and no common one a number of the other point.
    static boolean separate(List<Factored> terms, Set<String> later) {
        return terms.stream().allMatch(term -> Collections.disjoint(term.varying.leaves(), later)
                && term.common.leaves().stream().noneMatch(leaf -> leaf.endsWith(Chain.OTHER)));
    }

    /// These leaves and what they are called where they are those of the other point.
    static Set<String> ofEitherPoint(Set<String> pointLeaves) {
        return Stream.concat(pointLeaves.stream(), pointLeaves.stream().map(leaf -> leaf + Chain.OTHER)).collect(Collectors.toSet());
    }

    private static List<Factored> merged(List<Factored> some, List<Factored> others) {
        Map<Expr, Expr> byVarying = new LinkedHashMap<>();
        Stream.concat(some.stream(), others.stream()).forEach(term -> byVarying.merge(term.varying, term.common, (a, b) -> sum(a, b)));
        Map<Expr, List<Factored>> byCommon = new LinkedHashMap<>();
        byVarying.forEach((varying, common) -> {
            Factored constant = constantFactor(common);
            byCommon.computeIfAbsent(constant.varying, _ -> new ArrayList<>()).add(new Factored(constant.common, varying));
        });
        List<Factored> merged = new ArrayList<>();
        byCommon.forEach((common, terms) -> merged.add(
                terms.stream().map(Factored::common).distinct().count() == 1
                        ? new Factored(product(terms.getFirst().common, common), total(terms, Factored::varying))
                        : new Factored(common, total(terms, term -> product(term.common, term.varying)))));
        return merged;
    }

    private static Expr total(List<Factored> terms, Function<Factored, Expr> value) {
        return terms.stream().map(value).reduce(ZERO, (a, b) -> sum(a, b));
    }

    /// A formula as the product of a constant and the rest.
    private static Factored constantFactor(Expr e) {
        return switch (e) {
            case Constant constant -> new Factored(constant, ONE);
            case Negation(Expr negated) -> constantFactor(negated).times(MINUS_ONE);
            case Product(Expr a, Expr b) -> constantFactor(a).times(constantFactor(b));
            default -> new Factored(ONE, e);
        };
    }

    private static List<Factored> times(List<Factored> terms, Factored factor) {
        return terms.stream().map(term -> term.times(factor)).toList();
    }

    /// Such a product is 0 where the weight is, as R is not.
    private static boolean isWeightTimesR(Factored q) {
        return q.common instanceof Leaf(String name) && name.equals(Chain.R);
    }

    /// 0 where the condition holds. A term that is 0 there anyway stays as it is.
    private Factored whereNot(Condition isZero) {
        return varying.equals(isZero.left()) ? this : new Factored(common, where(isZero, ZERO, varying));
    }

    private Factored times(Factored other) {
        return new Factored(product(common, other.common), product(varying, other.varying));
    }

    private Factored over(Factored divisor) {
        return new Factored(quotient(common, divisor.common), quotient(varying, divisor.varying));
    }

    Factored times(Expr factor) {
        return new Factored(product(common, factor), varying);
    }

    /// Whether a formula is one number for the whole pass.
    private static boolean isCommon(Expr e) {
        return e.leaves().stream().noneMatch(PairPass::differsByPair);
    }

    double factor(PairPass.Values values) {
        return Evaluation.of(common, values::scalar);
    }

    void multiply(double[] rows, PairPass.Values values) {
        double factor = factor(values);
        if (factor != 1) {
            for (int k = 0; k < rows.length; k++) {
                rows[k] *= factor;
            }
        }
    }
}
