package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.Separable;

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

/// φᵢⱼ + φⱼᵢ, as a pass is to compute it.
///
/// Points may have numbers of their own, such as the partitions of rows. Where these separate from what varies from pair to pair, the sum is
/// Σ (aᵢ + aⱼ)·v. Each v, with its kernel and its logarithm, is then the same for (i, j) and (j, i) and computed once; each a is computed once a
/// point, before the pass. So for KL by row, with a = 2 H/S, it is 4 p ℓ′ + (aᵢ + aⱼ) w ℓ′.
///
/// @param formula   of values of both points
/// @param ofPoints  what a point is to know of its own, by the names that the formula has for it
/// @param leaves    what the leaves of the formula stand for
record SymmetrizedPull(Expr formula, Map<String, Expr> ofPoints, Leaves leaves) {
    /// Begins the names of what points have of their own; with a dot, which no parameter of a part has.
    private static final String OWN = "own.";

    /// @param pull  φᵢⱼ
    static SymmetrizedPull of(Expr pull, Leaves leaves) {
        if (!leaves.points().isEmpty()) {
            Set<String> differ = leaves.ofEitherPoint();
            List<Separable.Term> terms = Separable.terms(pull, leaves, differ);
            if (Separable.areSeparate(terms, leaves, differ)) {
                return separated(terms, leaves);
            }
        }
        return new SymmetrizedPull(sumOf(pull, leaves), Map.of(), leaves);
    }

    /// φᵢⱼ + φⱼᵢ as it stands.
    static Expr sumOf(Expr pull, Leaves leaves) {
        return leaves.symmetric() && leaves.points().isEmpty() ? product(TWO, pull) : simplify(sum(pull, leaves.transposed(pull)));
    }

    private static SymmetrizedPull separated(List<Separable.Term> terms, Leaves leaves) {
        Map<String, Expr> ofPoints = new LinkedHashMap<>();
        Expr total = ZERO;
        for (Separable.Term term : terms) {
            Expr one = term.part();
            Expr other = leaves.transposed(one);
            boolean alike = one.equals(other);
            if (Collections.disjoint(term.coefficient().leaves(), leaves.points())) {
                total = sum(total, product(term.coefficient(), alike ? product(TWO, one) : sum(one, other)));
            } else {
                String name = OWN + ofPoints.size();
                ofPoints.put(name, term.coefficient());
                Expr here = Leaves.ofRow(name);
                Expr there = Leaves.ofColumn(name);
                total = sum(total, alike ? product(sum(here, there), one) : sum(product(here, one), product(there, other)));
            }
        }
        return new SymmetrizedPull(simplify(total), Collections.unmodifiableMap(ofPoints), leaves.with(ofPoints.keySet()));
    }
}
