package dev.starling.app.explain;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.core.plan.Anatomy;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// What a part looks like as curves, and the company in which its speed is measured.
public final class Portrait {
    private static final int POSITIONS = 301;
    private static final double FARTHEST = 5;

    /// Affinity of the pair whose cost is drawn, in a range of q from 0 to four times as much.
    private static final double DRAWN_P = 0.1;

    private Portrait() {}

    /// The curves of a part with its default parameters; none for methods and optimizers.
    public static Optional<Curves> of(Extension part) {
        Arguments given = Arguments.defaults(part.parameters());
        List<Anatomy> formulas = Anatomy.of(part, given);
        return switch (part) {
            case Kernel _ -> Optional.of(curves(part, "distance d", FARTHEST, List.of(
                    new Drawn("weight w", d -> value(formulas.get(0), "f", d * d)),
                    new Drawn("pull −d · ∂ ln w/∂f", d -> -d * value(formulas.get(2), "f", d * d)))));
            case ProbabilityCost _ -> Optional.of(curves(part, "q, at p = " + DRAWN_P, 4 * DRAWN_P, List.of(
                    new Drawn("cost c(p, q)", q -> value(formulas.get(0), "q", q)),
                    new Drawn("h = q ∂c/∂q", q -> value(formulas.get(2), "q", q)))));
            case DistanceCost _ -> Optional.of(curves(part, "d, at r = 1", 2, List.of(
                    new Drawn("cost c(r, d)", d -> value(formulas.get(0), "d", d)),
                    new Drawn("slope ∂c/∂d", d -> value(formulas.get(1), "d", d)))));
            case Transform _ -> Optional.of(curves(part, "distance d", 2, List.of(
                    new Drawn("f = t(d)", d -> value(formulas.get(0), "d", d)))));
            default -> Optional.empty();
        };
    }

    private record Drawn(String name, DoubleUnaryOperator function) {}

    private static double value(Anatomy formula, String leaf, double at) {
        Map<String, Double> leaves = new HashMap<>(Map.of("p", DRAWN_P, "r", 1.0));
        leaves.put(leaf, at);
        return formula.formula().evaluate(leaves);
    }

    private static Curves curves(Extension part, String axis, double most, List<Drawn> drawn) {
        double[] x = new double[POSITIONS];
        for (int k = 0; k < POSITIONS; k++) {
            x[k] = most * k / (POSITIONS - 1);
        }
        return new Curves(part.name(), axis, x, drawn.stream().map(one -> new Curves.Curve(one.name, values(one.function, x))).toList());
    }

    private static double[] values(DoubleUnaryOperator function, double[] x) {
        double[] y = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            y[k] = function.applyAsDouble(x[k]);
        }
        return y;
    }

    /// The part with the usual partners of t-SNE; none for optimizers, for methods their own.
    public static Optional<Plan> plan(Extension part, Catalog catalog) {
        return switch (part) {
            case Kernel kernel -> Optional.of(compose(catalog.find(Cost.class, "kullback-leibler"), kernel, usual(catalog)));
            case ProbabilityCost cost -> Optional.of(compose(cost, catalog.find(Kernel.class, "student-t"), usual(catalog)));
            case Transform transform ->
                Optional.of(compose(catalog.find(Cost.class, "kullback-leibler"), catalog.find(Kernel.class, "student-t"), transform));
            case DistanceCost cost -> Optional.of(Plan.of(new Composition.OfDistances(cost, Arguments.defaults(cost.parameters()))));
            case Method method -> Optional.of(Plan.of(method.name(), method.recipe(), catalog));
            default -> Optional.empty();
        };
    }

    private static Transform usual(Catalog catalog) {
        return catalog.find(Transform.class, "squared");
    }

    private static Plan compose(Cost cost, Kernel kernel, Transform transform) {
        return Plan.of(new Composition.OfProbabilities(
                (ProbabilityCost) cost, Arguments.defaults(cost.parameters()), kernel,
                Arguments.defaults(kernel.parameters()), transform, Arguments.defaults(transform.parameters()), Normalization.PAIR));
    }
}
