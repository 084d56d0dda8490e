package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static dev.starling.api.expr.tree.Algebra.TWO;
import static dev.starling.api.expr.tree.Algebra.ZERO;
import static dev.starling.api.expr.tree.Algebra.product;
import static dev.starling.api.expr.tree.Algebra.simplify;
import static dev.starling.api.expr.tree.Algebra.sum;

/// φᵢⱼ + φⱼᵢ, as a loop is to compute it.
///
/// Where points have numbers of their own, such as the partitions of rows, and these separate from what varies from pair to pair, it is
/// Σ (aᵢ + aⱼ)·v: each v, with its kernel and its logarithm, is the same both ways and computed once, and each a once a point, before
/// the pass. So for KL by row, with a = 2 RH, it is 4 p ℓ′ + (aᵢ + aⱼ) w ℓ′.
///
/// @param formula   of values of both points, `x.i` and `x.j`
/// @param ofPoints  what a point is to know of its own, by the names that the formula has for it
record BothWays(Expr formula, Map<String, Expr> ofPoints) {
    /// Begins the names of what points have of their own; with a dot, which no parameter of a part has.
    private static final String OWN = "own.";

    /// @param pull         φᵢⱼ
    /// @param symmetric    whether P is
    /// @param pointLeaves  the leaves that are one number a point
    static BothWays of(Expr pull, boolean symmetric, Set<String> pointLeaves) {
        if (!pointLeaves.isEmpty()) {
            Set<String> differ = Factored.ofEitherPoint(pointLeaves);
            List<Factored> terms = Factored.terms(pull, differ);
            if (Factored.separate(terms, differ)) {
                return separated(terms, symmetric, pointLeaves);
            }
        }
        return new BothWays(sumOf(pull, symmetric, pointLeaves), Map.of());
    }

    /// φᵢⱼ + φⱼᵢ as it stands.
    static Expr sumOf(Expr pull, boolean symmetric, Set<String> pointLeaves) {
        return symmetric && pointLeaves.isEmpty()
                ? product(TWO, pull)
                : simplify(sum(PairPass.forward(pull, pointLeaves), PairPass.reversed(pull, symmetric, pointLeaves)));
    }

    private static BothWays separated(List<Factored> terms, boolean symmetric, Set<String> pointLeaves) {
        Map<String, Expr> ofPoints = new LinkedHashMap<>();
        Expr total = ZERO;
        for (Factored term : terms) {
            Expr one = term.varying();
            Expr other = PairPass.reversed(one, symmetric, Set.of());
            boolean alike = one.equals(other);
            if (Collections.disjoint(term.common().leaves(), pointLeaves)) {
                total = sum(total, product(term.common(), alike ? product(TWO, one) : sum(one, other)));
            } else {
                String name = OWN + ofPoints.size();
                ofPoints.put(name, term.common());
                Expr here = Expr.leaf(name + ".i");
                Expr there = Expr.leaf(name + ".j");
                total = sum(total, alike ? product(sum(here, there), one) : sum(product(here, one), product(there, other)));
            }
        }
        return new BothWays(simplify(total), Collections.unmodifiableMap(ofPoints));
    }

    /// The values that the formula needs.
    PairPass.Values values(PairPass.Values known, int n) {
        if (ofPoints.isEmpty()) {
            return known;
        }
        PairPass.Values values = known.copy();
        ofPoints.forEach((name, formula) -> values.points().put(name, PaddedPoints.padded(known.ofPoints(formula, n))));
        return values;
    }
}
