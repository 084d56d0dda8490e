package dev.starling.testkit;

import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What every transform promises.
///
/// | law | promise |
/// |---|---|
/// | `zero` | t(0) = 0 |
/// | `increasing` | t(d) is a number, at least 0, and never falls, not between samples either |
/// | `derivative` | ∂t/∂d agrees with differences, relative error 10⁻⁶ |
/// | `learnable` | ∂t by each of its parameters, as a letter, agrees with differences too, at its default and elsewhere |
/// | `continuous` | the branches of `where`, `min` and `max` meet |
///
/// and, as for kernels ([KernelLaws]), `gradient`, `same-bits`, `invariant`, `duplicates`, and the laws of every formula and extension.
@API(status = API.Status.STABLE, since = "1.0")
public final class TransformLaws {
    private static final Leaf D = new Leaf("d");

    private static final double MOST_DISTANCE = 1e75;

    private TransformLaws() {}

    /// The laws of a transform, with the waivers that stand beside its class.
    public static Laws of(Transform transform) {
        PartFormula<Transform> stated =
                new PartFormula<>(transform, "t(d)", (t, given) -> t.transform(D, given), TransformLaws::points, PartFormula.CANCELLED);
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(transform));
        laws.addAll(stated.laws());
        laws.add(Law.everywhere("zero", sample -> zero(stated.at(sample))));
        laws.add(Law.everywhere("increasing", sample -> increasing(stated.at(sample), sample)));
        laws.add(Law.everywhere("derivative", sample -> derivative(stated.at(sample), sample)));
        laws.add(Law.everywhere("learnable", stated::learnable));
        laws.add(Law.everywhere("continuous", sample -> Branches.checkContinuous(stated.at(sample), Map.of(), "d", -9, 6)));
        laws.addAll(SmallEmbedding.laws(sample -> SmallEmbedding.under(transform, sample)));
        return new Laws("TransformLaws", "transform", transform, laws, Waivers.beside(transform));
    }

    private static List<Double> distances(Sample sample) {
        List<Double> distances = new ArrayList<>();
        for (int k = 0; k < Sample.PLACES; k++) {
            distances.add(sample.magnitude(k, -4, 3));
        }
        return distances;
    }

    private static List<Map<String, Double>> points(Sample sample) {
        return distances(sample).stream().map(d -> Map.of("d", d)).toList();
    }

    private static void zero(Expr t) {
        double value = value(t, 0);
        LawBroken.unless(value == 0, "t(0) is " + value + "; points on the same spot must have transformed distance 0");
    }

    private static void increasing(Expr t, Sample sample) {
        List<Double> distances = new ArrayList<>(distances(sample));
        distances.addAll(List.of(0.0, 1e-75, MOST_DISTANCE));
        distances.sort(null);
        double before = 0;
        for (double d : distances) {
            double value = value(t, d);
            LawBroken.unless(
                    Double.isFinite(value) && value >= 0, "at d = " + Text.of(d) + " it is " + value + "; it must be a number, at least 0");
            LawBroken.unless(
                    value >= before * (1 - 1e-13), "at d = " + Text.of(d) + " it has fallen from " + Text.of(before) + " to " + Text.of(value));
            before = value;
        }
        Monotony.Wrong fall = Monotony.rising(t, D).between(0, MOST_DISTANCE).wrong();
        if (fall != null) {
            throw new LawBroken("at d = " + Text.of(fall.to()) + " it has fallen from " + Text.of(fall.valueFrom()) + " to "
                    + Text.of(fall.valueTo()));
        }
    }

    private static void derivative(Expr t, Sample sample) {
        Expr yours = Derivative.by(D).of(t);
        for (double d : distances(sample)) {
            KernelLaws.check(t, yours, Map.of(), "d", d, d, 0);
        }
    }

    private static double value(Expr e, double d) {
        return Evaluation.of(e, Map.of("d", d));
    }
}
