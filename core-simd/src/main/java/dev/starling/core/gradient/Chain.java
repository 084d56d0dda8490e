package dev.starling.core.gradient;

import dev.starling.api.Normalization;
import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;
import dev.starling.core.compile.PassFormula;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import static dev.starling.api.expr.tree.Algebra.*;

/// The chain C → q → w → f → d → y, worked out once for a composition: every formula that the passes over the pairs need.
///
/// Formulas are for one ordered pair (i, j) and have these leaves: [#S] the squared distance; [#P] the input affinity pᵢⱼ, or the
/// distance rᵢⱼ; [#R], [#L] the reciprocal and the logarithm of the partition; [#H] the sum of h; [#M] the shift of ln w; and
/// whatever leaves the parts have been given as arguments. With s = d², the gradient is Gᵢ = Σⱼ (φᵢⱼ + φⱼᵢ)(yᵢ − yⱼ) where
/// φ = 2 ∂C/∂s; for the usual transform f = d² that is 2K.
///
/// In log form, K = (h − q·H)·ℓ′ with h = q ∂c/∂q and ℓ′ = ∂ ln w/∂f: no division by q, nothing that overflows where w underflows.
final class Chain {
    static final String S = PassFormula.SQUARED_DISTANCE;
    static final String P = "p";
    static final String R = "R";
    static final String L = "L";
    static final String H = "H";
    static final String M = "M";

    /// What p is raised to where the cost is infinite at p = 0: the distance from 1 to the next double.
    static final double FLOOR = 0x1p-52;

    private static final Leaf SQUARED = new Leaf(S);
    private static final Leaf INPUT = new Leaf(P);
    private static final Leaf OUTPUT = new Leaf("q");

    /// w, shifted where [#exponential]: e^(ln w − M).
    final Expr weight;

    /// ln w, not shifted.
    final Expr logWeight;

    /// q.
    final Expr q;

    /// h = q ∂c/∂q; and the same where p = 0.
    final Expr h;

    final Expr hAtZero;

    /// c(p, q); and the same where p = 0.
    final Expr cost;

    final Expr costAtZero;

    /// 2 ∂ ln w/∂s.
    final Expr slope;

    /// ∂C/∂f, the stiffness, with f the transformed distance; for a distance cost (∂c/∂d)/d.
    final Expr stiffness;

    /// Whether w is an exponential and may underflow, so that sums of it are shifted by [#M].
    final boolean exponential;

    /// Whether the cost is infinite at p = 0 and p has been given the floor [#FLOOR].
    final boolean floored;

    /// Whether weights are divided by a sum.
    final boolean normalized;

    private Chain(
            Expr weight, Expr logWeight, Expr q, Expr h, Expr hAtZero, Expr cost, Expr costAtZero, Expr slope, Expr stiffness,
            boolean exponential, boolean floored, boolean normalized) {
        this.weight = weight;
        this.logWeight = logWeight;
        this.q = q;
        this.h = h;
        this.hAtZero = hAtZero;
        this.cost = cost;
        this.costAtZero = costAtZero;
        this.slope = slope;
        this.stiffness = stiffness;
        this.exponential = exponential;
        this.floored = floored;
        this.normalized = normalized;
    }

    static Chain of(Composition composition) {
        return switch (composition) {
            case Composition.OfProbabilities probabilities -> ofProbabilities(probabilities);
            case Composition.OfDistances distances -> ofDistances(distances);
        };
    }

    private static Chain ofProbabilities(Composition.OfProbabilities parts) {
        boolean normalized = parts.normalization() != Normalization.NONE;
        Leaf transformed = new Leaf("f");
        Expr f = inSquaredDistance(parts.transform().transform(new Leaf("d"), parts.transformArguments()));
        Expr ofTransformed = simplify(parts.kernel().weight(transformed, parts.kernelArguments()));
        Expr rawWeight = simplify(Tree.substitute(ofTransformed, Map.of("f", f)));
        Expr logWeight = LogForm.log(rawWeight);
        boolean exponential = normalized && rawWeight instanceof Exponential;
        Expr shifted = exponential ? difference(logWeight, new Leaf(M)) : logWeight;
        Expr weight = exponential ? new Exponential(shifted) : rawWeight;
        Expr q = normalized ? product(weight, new Leaf(R)) : weight;
        Expr logQ = normalized ? difference(shifted, new Leaf(L)) : logWeight;

        Expr plainCost = simplify(parts.cost().cost(INPUT, OUTPUT, parts.costArguments()));
        Expr plainH = parts.cost()
                .derivativeByLogQ(INPUT, OUTPUT, parts.costArguments())
                .map(Algebra::simplify)
                .orElseGet(() -> plainCost.derivativeByLog(OUTPUT));
        boolean floored = !isFiniteAtZero(plainCost) || !isFiniteAtZero(plainH);
        Expr input = floored ? new Maximum(INPUT, new Constant(FLOOR)) : INPUT;
        Expr inputAtZero = floored ? new Constant(FLOOR) : ZERO;
        UnaryOperator<Expr> inWeights = e -> simplify(Tree.substitute(LogForm.of(e, "q", logQ), Map.of("q", q)));
        Expr h = inWeights.apply(withInput(plainH, input));
        Expr hAtZero = inWeights.apply(withInput(plainH, inputAtZero));

        Expr slope = guarded(product(TWO, Derivative.by(SQUARED).ofLog(rawWeight)));
        Expr slopeOfTransformed = simplify(Tree.substitute(Derivative.by(transformed).ofLog(ofTransformed), Map.of("f", f)));
        return new Chain(
                weight,
                logWeight,
                q,
                h,
                hAtZero,
                inWeights.apply(withInput(plainCost, input)),
                inWeights.apply(withInput(plainCost, inputAtZero)),
                slope,
                guarded(product(bracket(h, q, normalized), slopeOfTransformed)),
                exponential,
                floored,
                normalized);
    }

    private static Chain ofDistances(Composition.OfDistances parts) {
        Expr given = parts.cost().cost(INPUT, new Leaf("d"), parts.costArguments());
        Expr cost = inSquaredDistance(given);
        Expr slope = product(TWO, Derivative.by(SQUARED).of(cost));
        if (parts.cost().undefinedAtZeroDistance()) {
            Condition coincident = new Condition(INPUT, Comparison.EQUAL, ZERO);
            cost = where(coincident, ZERO, cost);
            slope = where(coincident, ZERO, slope);
        }
        Expr pull = guarded(slope);
        return new Chain(ONE, ZERO, ONE, ONE, ONE, cost, ZERO, pull, pull, false, false, false);
    }

    /// h − q·H, or h alone where nothing is normalised.
    private static Expr bracket(Expr h, Expr q, boolean normalized) {
        return normalized ? difference(h, product(q, new Leaf(H))) : h;
    }

    /// φ = 2 ∂C/∂s of one ordered pair, with the attraction multiplied by `exaggeration`: (h₀ + a(h − h₀) − q·H)·2ℓ′.
    Expr pull(Expr exaggeration) {
        Expr raised = exaggeration.is(1) ? h : sum(hAtZero, product(exaggeration, difference(h, hAtZero)));
        return product(bracket(raised, q, normalized), slope);
    }

    /// φ where p = 0.
    Expr pullAtZero() {
        return product(bracket(hAtZero, q, normalized), slope);
    }

    /// What a stored p adds to [#pullAtZero()].
    Expr attraction(Expr exaggeration) {
        return product(product(exaggeration, difference(h, hAtZero)), slope);
    }

    /// Whether h depends on p only, so that its sum is known before any distance is.
    boolean sumOfHIsKnown() {
        Set<String> leaves = h.leaves();
        return leaves.isEmpty() || leaves.equals(Set.of(P));
    }

    /// A formula of d as one of s = d², with the square of a root undone.
    private static Expr inSquaredDistance(Expr ofDistance) {
        return simplify(unrooted(Tree.substitute(ofDistance, Map.of("d", new SquareRoot(SQUARED)))));
    }

    private static Expr unrooted(Expr e) {
        return switch (((Node) e).map(Chain::unrooted)) {
            case Square(SquareRoot(Expr a)) -> a;
            case Product(SquareRoot(Expr a), SquareRoot(Expr b)) when a.equals(b) -> a;
            case Power(SquareRoot(Expr a), Constant(double exponent)) -> power(a, new Constant(exponent / 2));
            case Expr other -> other;
        };
    }

    /// The formula, with 0 where two points coincide if it has no value there: their displacement is 0, and 0 is a subgradient.
    private static Expr guarded(Expr e) {
        boolean finite = Double.isFinite(Evaluation.of(e, leaf -> leaf.equals(S) ? 0 : 0.5));
        return finite ? e : where(new Condition(SQUARED, Comparison.EQUAL, ZERO), ZERO, e);
    }

    private static boolean isFiniteAtZero(Expr e) {
        Expr atZero = withInput(e, ZERO);
        return Double.isFinite(Evaluation.of(atZero, _ -> 0.5)) && Double.isFinite(Evaluation.of(atZero, _ -> 0x1p-20));
    }

    private static Expr withInput(Expr e, Expr p) {
        return simplify(Tree.substitute(e, Map.of(P, p)));
    }
}
