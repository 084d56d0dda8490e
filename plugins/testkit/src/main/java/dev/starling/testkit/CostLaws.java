package dev.starling.testkit;

import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What every cost promises. A cost of affinities, c(p, q):
///
/// | law | promise |
/// |---|---|
/// | `derivative` | q ∂c/∂q, derived or stated by `derivativeByLogQ`, agrees with differences, relative error 10⁻⁶ |
/// | `finite` | c and its derivative are numbers for p and q from 10⁻¹² to ½, and c for q down to 10⁻¹⁵⁰ |
/// | `vanishing-p` | c(0, q) is the limit of small p, or +∞: then the core raises p to a floor; it is never NaN |
/// | `vanishing-q` | as q → 0, c is a number or +∞, never NaN or −∞ |
/// | `divergence` | summed over two distributions c is at least 0, and 0 where they are equal |
///
/// and a cost of distances, c(r, d):
///
/// | law | promise |
/// |---|---|
/// | `derivative` | ∂c/∂d agrees with differences, relative error 10⁻⁶ |
/// | `finite` | c is a number for r and d of 0 and from 10⁻⁷⁵ to 10⁷⁵; r = 0 excepted where the cost says so |
/// | `least-at-equality` | c is at least 0, and 0 where d = r |
///
/// Both also `continuous` and, as for kernels ([KernelLaws]), `gradient`, `same-bits`, `invariant`, `duplicates`, and the laws of every
/// formula and extension. What is no divergence on purpose, such as a likelihood, waives that law and says so.
@API(status = API.Status.STABLE, since = "1.0")
public final class CostLaws {
    private static final Leaf P = new Leaf("p");
    private static final Leaf Q = new Leaf("q");
    private static final Leaf R = new Leaf("r");
    private static final Leaf D = new Leaf("d");

    /// Rounding of a divergence relative to the terms of which it is the difference.
    private static final double ROUNDING = 1e-12;

    private CostLaws() {}

    /// The laws of a cost, with the waivers that stand beside its class.
    public static Laws of(Cost cost) {
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(cost));
        laws.addAll(switch (cost) {
            case ProbabilityCost probability -> ofAffinities(probability);
            case DistanceCost distance -> ofDistances(distance);
        });
        laws.addAll(SmallEmbedding.laws(sample -> SmallEmbedding.withEveryKernel(cost, sample)));
        return new Laws("CostLaws", "cost", cost, laws, Waivers.beside(cost));
    }

    private static List<Law> ofAffinities(ProbabilityCost cost) {
        PartFormula<ProbabilityCost> stated =
                new PartFormula<>(cost, "c(p, q)", (c, given) -> c.cost(P, Q, given), CostLaws::affinities, PartFormula.CANCELLED);
        List<Law> laws = new ArrayList<>(stated.laws());
        laws.add(Law.everywhere("derivative", sample -> derivative(cost, sample)));
        laws.add(Law.everywhere("finite", sample -> finite(cost, sample)));
        laws.add(Law.everywhere("vanishing-p", sample -> vanishingP(cost, sample)));
        laws.add(Law.everywhere("vanishing-q", sample -> vanishingQ(stated.at(sample), sample)));
        laws.add(Law.everywhere("divergence", sample -> divergence(stated.at(sample), sample)));
        laws.add(Law.everywhere("continuous", sample -> {
            Expr c = stated.at(sample);
            for (Map<String, Double> point : affinities(sample)) {
                Branches.checkContinuous(c, Map.of("p", value(point, "p")), "q", -12, -0.3);
                Branches.checkContinuous(c, Map.of("q", value(point, "q")), "p", -12, -0.3);
            }
        }));
        return laws;
    }

    private static List<Law> ofDistances(DistanceCost cost) {
        PartFormula<DistanceCost> stated =
                new PartFormula<>(cost, "c(r, d)", (c, given) -> c.cost(R, D, given), CostLaws::distances, PartFormula.CANCELLED);
        List<Law> laws = new ArrayList<>(stated.laws());
        laws.add(Law.everywhere("derivative", sample -> derivative(stated.at(sample), sample)));
        laws.add(Law.everywhere("finite", sample -> finite(cost, stated.at(sample), sample)));
        laws.add(Law.everywhere("least-at-equality", sample -> leastAtEquality(stated.at(sample), sample)));
        laws.add(Law.everywhere("continuous", sample -> {
            for (Map<String, Double> point : distances(sample)) {
                Branches.checkContinuous(stated.at(sample), Map.of("r", value(point, "r")), "d", -9, 6);
            }
        }));
        return laws;
    }

    /// Affinities p and q, up to nearly ½.
    private static List<Map<String, Double>> affinities(Sample sample) {
        List<Map<String, Double>> points = new ArrayList<>();
        for (int k = 0; k < Sample.PLACES; k += 2) {
            points.add(Map.of("p", sample.magnitude(k, -9, -0.31), "q", sample.magnitude(k + 1, -9, -0.31)));
        }
        return points;
    }

    private static List<Map<String, Double>> distances(Sample sample) {
        List<Map<String, Double>> points = new ArrayList<>();
        for (int k = 0; k < Sample.PLACES; k += 2) {
            points.add(Map.of("r", sample.magnitude(k, -3, 2), "d", sample.magnitude(k + 1, -3, 2)));
        }
        return points;
    }

    /// h = q ∂c/∂q as the core will use it.
    private static Expr byLogQ(ProbabilityCost cost, Sample sample) {
        return cost.derivativeByLogQ(P, Q, sample.argumentsOf(cost))
                .orElseGet(() -> Derivative.byLog(Q).of(cost.cost(P, Q, sample.argumentsOf(cost))));
    }

    private static void derivative(ProbabilityCost cost, Sample sample) {
        Expr c = cost.cost(P, Q, sample.argumentsOf(cost));
        Expr yours = byLogQ(cost, sample).over(Q);
        for (Map<String, Double> point : affinities(sample)) {
            double p = value(point, "p");
            double q = value(point, "q");
            KernelLaws.check(c, yours, Map.of("p", p), "q", q, q, p + q);
        }
    }

    private static void derivative(Expr c, Sample sample) {
        Expr yours = Derivative.by(D).of(c);
        for (Map<String, Double> point : distances(sample)) {
            double d = value(point, "d");
            KernelLaws.check(c, yours, Map.of("r", value(point, "r")), "d", d, d, 0);
        }
    }

    private static void finite(ProbabilityCost cost, Sample sample) {
        Expr c = cost.cost(P, Q, sample.argumentsOf(cost));
        Expr h = byLogQ(cost, sample);
        for (double p : List.of(1e-12, 1e-3, 0.5, sample.magnitude(0, -12, -0.31))) {
            for (double q : List.of(1e-150, 1e-12, 1e-3, 0.5, sample.magnitude(1, -12, -0.31))) {
                Map<String, Double> point = Map.of("p", p, "q", q);
                double value = Evaluation.of(c, point);
                LawBroken.unless(
                        Double.isFinite(value), "at " + PartFormula.describe(point) + " the cost is " + value + "; it must be a number");
                double slope = Evaluation.of(h, point);
                LawBroken.unless(
                        q < 1e-12 || Double.isFinite(slope), "at " + PartFormula.describe(point) + " q ∂c/∂q is " + slope + ", by the formula " + h);
            }
        }
    }

    private static void finite(DistanceCost cost, Expr c, Sample sample) {
        List<Double> sizes = List.of(0.0, 1e-75, sample.magnitude(0, -6, 6), 1.0, 1e75);
        for (double r : sizes) {
            for (double d : sizes) {
                Map<String, Double> point = Map.of("r", r, "d", d);
                double value = Evaluation.of(c, point);
                LawBroken.unless(
                        Double.isFinite(value) || r == 0 && cost.undefinedAtZeroDistance(),
                        "at " + PartFormula.describe(point) + " the cost is " + value
                                + (r == 0 ? "; it must be a number, or the cost undefinedAtZeroDistance()" : "; it must be a number"));
            }
        }
    }

    private static void vanishingP(ProbabilityCost cost, Sample sample) {
        Expr c = cost.cost(P, Q, sample.argumentsOf(cost));
        Expr h = byLogQ(cost, sample);
        for (Map<String, Double> point : affinities(sample)) {
            double q = value(point, "q");
            Map<String, Double> none = Map.of("p", 0.0, "q", q);
            double atZero = Evaluation.of(c, none);
            LawBroken.unless(
                    !Double.isNaN(atZero) && atZero != Double.NEGATIVE_INFINITY,
                    "at " + PartFormula.describe(none) + " the cost is " + atZero
                            + "; it must be a number, or +∞ for the core to raise p to a floor. 0 · ln 0 is xlogy, or a branch by where");
            if (Double.isFinite(atZero)) {
                double slope = Evaluation.of(h, none);
                LawBroken.unless(
                        Double.isFinite(slope), "at " + PartFormula.describe(none) + " the cost is a number, but q ∂c/∂q is " + slope);
                // So small that also its root, and even less, is small beside any q.
                Map<String, Double> hardly = Map.of("p", Double.MIN_NORMAL, "q", q);
                LawBroken.unless(
                        Math.abs(Evaluation.of(c, hardly) - atZero) <= 1e-6 * Math.max(q, Math.abs(atZero)),
                        "at " + PartFormula.describe(none) + " the cost is " + Text.of(atZero) + ", but " + Text.of(Evaluation.of(c, hardly))
                                + " where p is hardly more");
            }
        }
    }

    private static void vanishingQ(Expr c, Sample sample) {
        for (Map<String, Double> point : affinities(sample)) {
            for (double q : List.of(1e-30, 1e-150, 1e-305, Double.MIN_VALUE, 0.0)) {
                double p = value(point, "p");
                Map<String, Double> there = Map.of("p", p, "q", q);
                double value = Evaluation.of(c, there);
                LawBroken.unless(
                        !Double.isNaN(value) && value != Double.NEGATIVE_INFINITY,
                        "at " + PartFormula.describe(there) + " the cost is " + value + "; as q → 0 it must be a number or +∞");
            }
        }
        double nothing = Evaluation.of(c, Map.of("p", 0.0, "q", 0.0));
        boolean floored = !Double.isFinite(Evaluation.of(c, Map.of("p", 0.0, "q", 0.5)));
        LawBroken.unless(
                floored || !Double.isNaN(nothing) && nothing != Double.NEGATIVE_INFINITY,
                "at p = 0, q = 0 the cost is " + nothing + "; it must be a number or +∞");
    }

    /// Two distributions over as many pairs as there are affinities in a sample.
    private static void divergence(Expr c, Sample sample) {
        double[] p = new double[Sample.PLACES / 2];
        double[] q = new double[p.length];
        double sumP = 0;
        double sumQ = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = sample.magnitude(2 * k, -4, 0);
            q[k] = sample.magnitude(2 * k + 1, -4, 0);
            sumP += p[k];
            sumQ += q[k];
        }
        double cost = 0;
        double equal = 0;
        double size = 0;
        for (int k = 0; k < p.length; k++) {
            double input = p[k] / sumP;
            double output = q[k] / sumQ;
            double term = Evaluation.of(c, Map.of("p", input, "q", output));
            double own = Evaluation.of(c, Map.of("p", input, "q", input));
            cost += term;
            equal += own;
            size += Math.abs(term) + Math.abs(own) + input;
        }
        LawBroken.unless(
                cost >= -ROUNDING * size, "of two distributions it is " + Text.of(cost) + "; a divergence is at least 0");
        LawBroken.unless(
                Math.abs(equal) <= 1e-10 * size, "of a distribution and itself it is " + Text.of(equal) + "; a divergence is 0 there");
    }

    private static void leastAtEquality(Expr c, Sample sample) {
        for (Map<String, Double> point : distances(sample)) {
            double r = value(point, "r");
            double d = value(point, "d");
            double value = Evaluation.of(c, Map.of("r", r, "d", d));
            double equal = Evaluation.of(c, Map.of("r", r, "d", r));
            LawBroken.unless(value >= -ROUNDING, "at " + PartFormula.describe(point) + " it is " + Text.of(value) + "; it must be at least 0");
            LawBroken.unless(
                    Math.abs(equal) <= ROUNDING * Math.max(1, r), "at r = d = " + Text.of(r) + " it is " + Text.of(equal) + "; it must be 0");
        }
    }

    private static double value(Map<String, Double> point, String leaf) {
        return Objects.requireNonNull(point.get(leaf));
    }
}
