package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.plan.Composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static dev.starling.api.expr.tree.Algebra.*;

/// The chain C → q → w → f → d → y, worked out once for a composition: every formula that the passes over the pairs need.
///
/// Formulas are for one ordered pair (i, j). Their leaves are the squared distance s; the input affinity pᵢⱼ, or the distance rᵢⱼ; the
/// reciprocal and the logarithm of the partition S; the sum H of h; the shift of ln w; and whatever leaves the parts have been given as
/// arguments. On several scales, those of S, H and the shift have a number each. With s = d², the gradient is
/// Gᵢ = Σⱼ (φᵢⱼ + φⱼᵢ)(yᵢ − yⱼ) where φ = 2 ∂C/∂s; for the usual transform f = d² that is 2K.
///
/// In log form, K = (h − q·H)·ℓ′ with h = q ∂c/∂q and ℓ′ = ∂ ln w/∂f: no division by q, nothing that overflows where w underflows.
final class Chain {
    static final String SQUARED_DISTANCE = Leaves.SQUARED_DISTANCE.name();

    static final String INPUT_AFFINITY = Leaves.INPUT.name();

    /// What p is raised to where the cost is infinite at p = 0: the distance from 1 to the next double.
    static final double FLOOR = 0x1p-52;

    private static final Leaf SQUARED = Leaves.SQUARED_DISTANCE;
    private static final Leaf INPUT = Leaves.INPUT;
    private static final Leaf OUTPUT = new Leaf("q");

    /// Distributions of which q is the mean: one, unless there are several scales.
    final List<Scale> scales;

    /// q as the cost sees it.
    final Expr affinity;

    /// c(p, q); and the same where p = 0.
    final Expr cost;

    final Expr costAtZero;

    /// Whether the cost is infinite at p = 0 and p has been given the floor [#FLOOR].
    final boolean floored;

    /// Whether weights are divided by a sum.
    final boolean normalized;

    /// One distribution over the pairs.
    ///
    /// @param number             among the scales, from 1 on, or [Kept#ONLY]
    /// @param kernel             w as the kernel gives it
    /// @param weight             w, shifted where exponential, and times the importance of the points
    /// @param logWeight          ln of the kernel's w, not shifted
    /// @param q                  its own q_ij, not yet averaged with q_ji or with other scales
    /// @param h                  q ∂C/∂q for this q
    /// @param hAtZero            the same where p = 0
    /// @param slope              2 ∂ ln w/∂s
    /// @param slopeOfTransformed ∂ ln w/∂f, at f(s)
    /// @param exponential        whether w is an exponential and may underflow, so that sums of it are shifted
    record Scale(
            int number, Expr kernel, Expr weight, Expr logWeight, Expr q, Expr h, Expr hAtZero, Expr slope,
            Expr slopeOfTransformed, boolean exponential) {

        Leaf leaf(Kept kept) {
            return kept.leaf(number);
        }

        String name(Kept kept) {
            return kept.name(number);
        }
    }

    private final Expr distanceSlope;

    private Chain(
            List<Scale> scales, Expr affinity, Expr cost, Expr costAtZero, Expr distanceSlope, boolean floored, boolean normalized) {
        this.scales = scales;
        this.affinity = affinity;
        this.cost = cost;
        this.costAtZero = costAtZero;
        this.distanceSlope = distanceSlope;
        this.floored = floored;
        this.normalized = normalized;
    }

    /// @param pointLeaves leaves among the arguments that are one number a point
    static Chain of(Composition composition, Set<String> pointLeaves) {
        return of(composition, pointLeaves, true);
    }

    /// The same where no sum of weights has underflowed, so that all shifts are 0.
    static Chain withoutShift(Composition composition, Set<String> pointLeaves) {
        return of(composition, pointLeaves, false);
    }

    private static Chain of(Composition composition, Set<String> pointLeaves, boolean shifts) {
        return switch (composition) {
            case Composition.OfProbabilities probabilities -> ofProbabilities(probabilities, pointLeaves, shifts);
            case Composition.OfDistances distances -> ofDistances(distances);
        };
    }

    /// Weight and affinity of one direction of a pair on one scale, before anything is known of costs.
    private record Direction(
            int number, Expr kernel, Expr weight, Expr logWeight, Expr shifted, Expr slope, Expr slopeOfTransformed,
            boolean exponential, boolean normalized) {

        Expr q() {
            return normalized ? product(weight, Kept.RECIPROCAL_PARTITION.leaf(number)) : weight;
        }

        Expr logQ() {
            return normalized ? difference(shifted, Kept.LOG_PARTITION.leaf(number)) : shifted;
        }

        /// The same of the pair (j, i).
        Direction transposed(Leaves leaves) {
            return new Direction(
                    number, kernel, leaves.transposed(weight), logWeight, leaves.transposed(shifted), slope,
                    slopeOfTransformed, exponential, normalized);
        }
    }

    private static Chain ofProbabilities(Composition.OfProbabilities parts, Set<String> pointLeaves, boolean shifts) {
        boolean normalized = parts.normalization() != Normalization.NONE;
        List<Direction> own = IntStream.range(0, parts.scales()).mapToObj(scale -> direction(parts, scale, normalized, shifts)).toList();
        List<Direction> averaged = new ArrayList<>(own);
        if (parts.normalization() == Normalization.JOINT) {
            Leaves leaves = new Leaves(pointLeaves, true);
            own.stream().map(one -> one.transposed(leaves)).filter(transposed -> !own.contains(transposed)).forEach(averaged::add);
        }
        Expr q = mean(averaged.stream().map(Direction::q).toList());
        Expr logQ = logMean(averaged.stream().map(Direction::logQ).toList());

        Expr plainCost = simplify(parts.cost().cost(INPUT, OUTPUT, parts.costArguments()));
        Expr plainH = finiteWhereCostIs(plainCost, parts.cost()
                .derivativeByLogQ(INPUT, OUTPUT, parts.costArguments())
                .map(Algebra::simplify)
                .orElseGet(() -> plainCost.derivativeByLog(OUTPUT)));
        boolean floored = !isFiniteAtZero(plainCost) || !isFiniteAtZero(plainH);
        Expr input = floored ? new Maximum(INPUT, new Constant(FLOOR)) : INPUT;
        Expr inputAtZero = floored ? new Constant(FLOOR) : ZERO;
        Set<Leaf> finite = own.stream().map(direction -> Kept.LOG_PARTITION.leaf(direction.number)).collect(Collectors.toSet());
        UnaryOperator<Expr> inWeights = e -> simplify(Tree.substitute(LogForm.of(e, OUTPUT, logQ, finite), Map.of(OUTPUT.name(), q)));
        Expr h = inWeights.apply(withInput(plainH, input));
        Expr hAtZero = inWeights.apply(withInput(plainH, inputAtZero));

        List<Scale> scales = own.stream().map(direction -> {
            Expr share = averaged.size() == 1 ? ONE : share(direction, q, logQ, own.size());
            return new Scale(
                    direction.number, direction.kernel, direction.weight, direction.logWeight, direction.q(), product(share, h),
                    product(share, hAtZero), direction.slope, direction.slopeOfTransformed, direction.exponential);
        }).toList();
        return new Chain(
                scales, q, inWeights.apply(withInput(plainCost, input)), inWeights.apply(withInput(plainCost, inputAtZero)), ZERO,
                floored, normalized);
    }

    private static Direction direction(Composition.OfProbabilities parts, int scale, boolean normalized, boolean shifts) {
        int number = parts.scales() == 1 ? Kept.ONLY : scale + 1;
        Arguments given = parts.scales() == 1
                ? parts.kernelArguments()
                : parts.kernelArguments().with(Arguments.PRECISION, new Leaf(parts.precision(scale)));
        Leaf transformed = new Leaf(Exponentials.TRANSFORMED);
        Expr f = inSquaredDistance(parts.transform().transform(new Leaf("d"), parts.transformArguments()));
        Expr ofTransformed = simplify(parts.kernel().weight(transformed, given));
        Expr kernel = simplify(Tree.substitute(ofTransformed, Map.of(Exponentials.TRANSFORMED, f)));
        Exponentials exponentials = Exponentials.of(kernel);
        Expr logWeight = exponentials.log();
        boolean exponential = normalized && exponentials.mayUnderflow();
        Expr shift = exponential && shifts ? Kept.SHIFT.leaf(number) : ZERO;
        Expr shifted = difference(logWeight, shift);
        Expr weight = shift.is(0) ? kernel : exponentials.shifted(shift);
        if (parts.weighted()) {
            Leaf importance = new Leaf(Composition.OfProbabilities.IMPORTANCE);
            Expr both = product(importance, Leaves.ofColumn(importance.name()));
            weight = product(both, weight);
            shifted = sum(logarithm(both), shifted);
        }
        return new Direction(
                number,
                kernel,
                weight,
                logWeight,
                shifted,
                guarded(product(TWO, exponentials.derivativeOfLog(SQUARED))),
                guarded(simplify(Tree.substitute(Exponentials.of(ofTransformed).derivativeOfLog(transformed), Map.of(Exponentials.TRANSFORMED, f)))),
                exponential,
                normalized);
    }

    /// ∂q̄/∂q · q/q̄: what share of h belongs to one direction on one scale, where q̄ is a mean over `scales` of them.
    private static Expr share(Direction direction, Expr mean, Expr logMean, int scales) {
        Expr ratio = direction.exponential
                ? new Exponential(difference(direction.logQ(), logMean))
                : quotient(direction.q(), mean);
        return product(new Constant(1.0 / scales), ratio);
    }

    private static Expr mean(List<Expr> terms) {
        Expr total = terms.getFirst();
        for (Expr term : terms.subList(1, terms.size())) {
            total = sum(total, term);
        }
        return product(new Constant(1.0 / terms.size()), total);
    }

    /// ln of the mean of the numbers whose logarithms are given, none of which need be in the range of a double.
    private static Expr logMean(List<Expr> logarithms) {
        Expr total = logarithms.getFirst();
        for (Expr term : logarithms.subList(1, logarithms.size())) {
            Expr larger = new Maximum(total, term);
            Expr smaller = new Minimum(total, term);
            total = sum(larger, new LogarithmOnePlus(new Exponential(difference(smaller, larger))));
        }
        return difference(total, logarithm(new Constant(logarithms.size())));
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
        return new Chain(List.of(), ONE, cost, ZERO, guarded(slope), false, false);
    }

    Expr formula(PairQuantity quantity) {
        return switch (quantity) {
            case SQUARED_DISTANCE -> SQUARED;
            case WEIGHT -> weight();
            case AFFINITY -> affinity;
            case COST -> cost;
            case STIFFNESS -> stiffness();
        };
    }

    /// w; 1 for a cost of distances.
    private Expr weight() {
        return scales.isEmpty() ? ONE : scales.getFirst().weight;
    }

    /// ∂C/∂f, the stiffness, with f the transformed distance; for a distance cost (∂c/∂d)/d.
    private Expr stiffness() {
        return scales.isEmpty() ? distanceSlope : total(s -> product(bracket(s, s.h), s.slopeOfTransformed));
    }

    /// φ = 2 ∂C/∂s of one ordered pair, with the attraction multiplied by `exaggeration`: (h₀ + a(h − h₀) − q·H)·2ℓ′.
    Expr pull(Expr exaggeration) {
        return scales.isEmpty() ? distanceSlope : total(s -> product(bracket(s, exaggerated(s, exaggeration)), s.slope));
    }

    /// φ where p = 0.
    Expr pullAtZero() {
        return total(s -> product(bracket(s, s.hAtZero), s.slope));
    }

    /// What a non-zero p adds to [#pullAtZero()].
    Expr attraction(Expr exaggeration) {
        return total(s -> product(product(exaggeration, difference(s.h, s.hAtZero)), s.slope));
    }

    /// ∂C/∂θ for a parameter of the kernel or the transform, summed over the pairs (i, j) of a row, with exaggeration as in [#pull];
    /// and where p = 0; and what a non-zero p adds to that.
    Expr parameterPull(Leaf parameter, Expr exaggeration) {
        return total(s -> product(bracket(s, exaggerated(s, exaggeration)), slopeBy(parameter, s)));
    }

    Expr parameterPullAtZero(Leaf parameter) {
        return total(s -> product(bracket(s, s.hAtZero), slopeBy(parameter, s)));
    }

    Expr parameterAttraction(Leaf parameter, Expr exaggeration) {
        return total(s -> product(product(exaggeration, difference(s.h, s.hAtZero)), slopeBy(parameter, s)));
    }

    private static Expr slopeBy(Leaf parameter, Scale scale) {
        return guarded(Exponentials.of(scale.kernel).derivativeOfLog(parameter));
    }

    private Expr total(Term term) {
        Expr total = ZERO;
        for (Scale scale : scales) {
            total = sum(total, term.of(scale));
        }
        return total;
    }

    /// A term of a sum over the scales.
    @FunctionalInterface
    private interface Term {
        Expr of(Scale scale);
    }

    static Expr exaggerated(Scale s, Expr exaggeration) {
        return exaggeration.is(1) ? s.h : sum(s.hAtZero, product(exaggeration, difference(s.h, s.hAtZero)));
    }

    /// h − q·H, or h alone where nothing is normalized.
    private Expr bracket(Scale s, Expr h) {
        return normalized ? difference(h, product(s.q, s.leaf(Kept.SUM_OF_H))) : h;
    }

    /// Whether h depends on p only, so that its sum is known before any distance is.
    boolean sumOfHIsKnown() {
        if (!normalized || scales.size() != 1) {
            return false;
        }
        Set<String> leaves = scales.getFirst().h.leaves();
        return leaves.isEmpty() || leaves.equals(Set.of(INPUT_AFFINITY));
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
        boolean finite = Double.isFinite(Evaluation.of(e, leaf -> leaf.equals(SQUARED_DISTANCE) ? 0 : 0.5));
        return finite ? e : where(new Condition(SQUARED, Comparison.EQUAL, ZERO), ZERO, e);
    }

    /// h with 0 where q = 0, if it has no value there and the cost has one. That is its limit, if it has any: were it another, the cost would go on
    /// with ln q and not be finite.
    private static Expr finiteWhereCostIs(Expr cost, Expr h) {
        boolean lost = DoubleStream.of(0, 0x1p-20, 0.5)
                .anyMatch(p -> isNumber(withoutWeight(cost), p) && !isNumber(withoutWeight(h), p));
        return lost ? where(new Condition(OUTPUT, Comparison.EQUAL, ZERO), ZERO, h) : h;
    }

    private static Expr withoutWeight(Expr e) {
        return Tree.substitute(e, Map.of(OUTPUT.name(), ZERO));
    }

    private static boolean isNumber(Expr e, double p) {
        return Double.isFinite(Evaluation.of(e, leaf -> leaf.equals(INPUT_AFFINITY) ? p : 0.5));
    }

    private static boolean isFiniteAtZero(Expr e) {
        Expr atZero = withInput(e, ZERO);
        return Double.isFinite(Evaluation.of(atZero, _ -> 0.5)) && Double.isFinite(Evaluation.of(atZero, _ -> 0x1p-20));
    }

    private static Expr withInput(Expr e, Expr p) {
        return simplify(Tree.substitute(e, Map.of(INPUT_AFFINITY, p)));
    }
}
