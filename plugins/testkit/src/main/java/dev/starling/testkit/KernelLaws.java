package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// What every kernel promises.
///
/// | law | promise |
/// |---|---|
/// | `finite` | w(f) is a number, at least 0, for f = 0, 10⁻¹⁵⁰ to 10¹⁵⁰; ∂ln w/∂f is finite |
/// | `decreasing` | w(f) never rises, not between samples either |
/// | `derivative` | ∂w/∂f agrees with differences, relative error 10⁻⁶ |
/// | `learnable` | ∂w by each of its parameters, as a letter, agrees with differences too, at its default and elsewhere |
/// | `continuous` | the branches of `where`, `min` and `max` meet |
/// | `precision` | a kernel with a bandwidth sees β·f |
/// | `gradient` | the gradient of an embedding agrees with differences of its cost |
/// | `same-bits` | the interpreter, scalar loops and vector loops give the same bits |
/// | `invariant` | moving all points alike changes nothing, and their gradients sum to 0 |
/// | `duplicates` | points on the same spot, or 10⁷⁵ apart, have finite costs and gradients |
///
/// and those of every formula: `deterministic`, `text`, `letters`, `special-cases`; and of every extension: `name`, `parameters`,
/// `parameters-print-and-parse`, `stateless`.
@API(status = API.Status.STABLE, since = "1.0")
public final class KernelLaws {
    private static final Leaf F = new Leaf("f");

    /// Squared distances beyond this are met by no map, and overflow when they are squared again.
    private static final double MOST_DISTANCE = 1e150;

    private KernelLaws() {}

    /// The laws of a kernel, with the waivers that stand beside its class.
    public static Laws of(Kernel kernel) {
        PartFormula<Kernel> weight =
                new PartFormula<>(kernel, "w(f)", (k, given) -> k.weight(F, given), KernelLaws::points, PartFormula.UNDERFLOW);
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(kernel));
        laws.addAll(weight.laws());
        laws.add(Law.everywhere("finite", sample -> finite(weight.at(sample), sample)));
        laws.add(Law.everywhere("decreasing", sample -> decreasing(weight.at(sample), sample)));
        laws.add(Law.everywhere("derivative", sample -> derivative(weight.at(sample), sample)));
        laws.add(Law.everywhere("learnable", weight::learnable));
        laws.add(Law.everywhere("continuous", sample -> Branches.checkContinuous(weight.at(sample), Map.of(), "f", -12, 9)));
        laws.add(Law.everywhere("precision", sample -> precision(kernel, sample)));
        laws.addAll(SmallEmbedding.laws(sample -> SmallEmbedding.withEveryCost(kernel, sample)));
        return new Laws("KernelLaws", "kernel", kernel, laws, Waivers.beside(kernel));
    }

    /// Squared distances of a map, from points that nearly touch to its whole width.
    private static List<Double> distances(Sample sample) {
        List<Double> distances = new ArrayList<>();
        for (int k = 0; k < Sample.PLACES; k++) {
            distances.add(sample.magnitude(k, -6, 6));
        }
        return distances;
    }

    private static List<Map<String, Double>> points(Sample sample) {
        return distances(sample).stream().map(f -> Map.of("f", f)).toList();
    }

    private static void finite(Expr weight, Sample sample) {
        Expr slope = Derivative.by(F).ofLog(weight);
        List<Double> all = new ArrayList<>(List.of(0.0, 1e-150, 1e-12, 1e8, MOST_DISTANCE));
        all.addAll(distances(sample));
        for (double f : all) {
            double w = value(weight, f);
            LawBroken.unless(Double.isFinite(w), "at f = " + Text.of(f) + " the weight is " + w + "; it must be a number");
            LawBroken.unless(w >= 0, "at f = " + Text.of(f) + " the weight is " + Text.of(w) + "; it must be at least 0");
            boolean inMap = f >= 1e-12 && f <= 1e8;
            LawBroken.unless(
                    !inMap || Double.isFinite(value(slope, f)),
                    "at f = " + Text.of(f) + " the derivative of ln w is " + value(slope, f) + ", by the formula " + slope);
        }
    }

    private static void decreasing(Expr weight, Sample sample) {
        List<Double> distances = new ArrayList<>(distances(sample));
        distances.add(0.0);
        distances.sort(null);
        for (int k = 1; k < distances.size(); k++) {
            double near = value(weight, distances.get(k - 1));
            double far = value(weight, distances.get(k));
            // Elementary functions are right to an ulp or two, so that neighbors may change places.
            LawBroken.unless(
                    far <= near * (1 + 1e-13),
                    "it rises from " + near + " at f = " + Text.of(distances.get(k - 1)) + " to " + far + " at f = "
                            + Text.of(distances.get(k)));
        }
        Monotony.Wrong rise = Monotony.falling(weight, F).between(0, MOST_DISTANCE).wrong();
        if (rise != null) {
            throw new LawBroken("it rises from " + rise.valueFrom() + " at f = " + Text.of(rise.from()) + " to " + rise.valueTo()
                    + " at f = " + Text.of(rise.to()));
        }
    }

    private static void derivative(Expr weight, Sample sample) {
        Expr yours = Derivative.by(F).of(weight);
        Expr logarithmic = Derivative.by(F).ofLog(weight);
        for (double f : distances(sample)) {
            double w = value(weight, f);
            if (!(w >= 1e-250 && w <= 1e250)) {
                // Too near the end of the numbers for a difference, or beyond it, which is for another law to say.
                continue;
            }
            double length = Math.min(f, 1 / Math.max(Math.abs(value(logarithmic, f)), 1e-300));
            check(weight, yours, Map.of(), "f", f, length, 0);
        }
    }

    /// Holds a derived or stated derivative against differences of a formula by one of its leaves.
    static void check(
            Expr e, Expr yours, Map<String, Double> others, String leaf, double at, double length, double terms) {
        double reach = Slope.reach(length);
        boolean kink = !Branches.taken(e, Branches.with(others, leaf, at - reach))
                .equals(Branches.taken(e, Branches.with(others, leaf, at + reach)));
        if (!kink) {
            DoubleUnaryOperator function = x -> Evaluation.of(e, Branches.with(others, leaf, x));
            Map<String, Double> here = Branches.with(others, leaf, at);
            Slope.check("at " + PartFormula.describe(here), function, at, length, Evaluation.of(yours, here), terms);
        }
    }

    private static void precision(Kernel kernel, Sample sample) {
        if (!kernel.hasPrecision()) {
            return;
        }
        double beta = sample.values().getOrDefault(Arguments.PRECISION, 1.0);
        Expr narrow = kernel.weight(F, sample.argumentsOf(kernel));
        Expr unit = kernel.weight(F, sample.with(Arguments.PRECISION, 1).argumentsOf(kernel));
        for (double f : distances(sample)) {
            double expected = value(unit, beta * f);
            double w = value(narrow, f);
            // β·f is rounded once more on one of the two ways, and an exponent of 700 multiplies that.
            LawBroken.unless(
                    !Double.isFinite(w) || Math.abs(w - expected) <= 1e-12 * Math.abs(expected) + Double.MIN_NORMAL,
                    "at f = " + Text.of(f) + " and precision " + Text.of(beta) + " the weight is " + Text.of(w) + ", but at f = "
                            + Text.of(beta * f) + " and precision 1 it is " + Text.of(expected) + "; multiply f by given.precision()");
        }
    }

    private static double value(Expr e, double f) {
        return Evaluation.of(e, Map.of("f", f));
    }
}
