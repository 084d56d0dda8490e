package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Every cost × kernel × normalization × transform that there is, with parameters drawn from their whole ranges.
public final class Pairing {
    private static final Catalog CATALOG = Catalog.installed();

    private Pairing() {}

    /// All compositions; parameters are drawn by `seed`, a bound of their range or the default every now and then.
    public static List<Composition> all(long seed) {
        Random random = new Random(seed);
        List<Composition> all = new ArrayList<>();
        for (Cost cost : CATALOG.all(Cost.class)) {
            switch (cost) {
                case DistanceCost distance -> all.add(new Composition.OfDistances(distance, drawn(distance, random)));
                case ProbabilityCost probability -> {
                    for (Kernel kernel : CATALOG.all(Kernel.class)) {
                        for (Transform transform : CATALOG.all(Transform.class)) {
                            for (Normalization normalization : Normalization.values()) {
                                all.add(new Composition.OfProbabilities(
                                        probability,
                                        drawn(probability, random),
                                        kernel,
                                        drawn(kernel, random),
                                        transform,
                                        drawn(transform, random),
                                        normalization));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static Arguments drawn(Extension part, Random random) {
        Map<String, Double> values = new HashMap<>();
        for (Parameter parameter : part.parameters()) {
            values.put(parameter.name(), drawn(parameter, random));
        }
        return Arguments.of(part, values);
    }

    private static double drawn(Parameter parameter, Random random) {
        boolean bounded = Double.isFinite(parameter.most());
        double least = Double.isFinite(parameter.least()) ? parameter.least() : -2;
        double most = bounded ? parameter.most() : Math.max(least, 0) + 3;
        return switch (random.nextInt(5)) {
            case 0 -> parameter.fallback();
            case 1 -> parameter.leastIn() ? least : parameter.fallback();
            case 2 -> bounded && parameter.mostIn() ? most : parameter.fallback();
            default -> least + (most - least) * (0.02 + 0.96 * random.nextDouble());
        };
    }

    /// The formulas of cost and kernel, for the message of a failure.
    static String formulas(Composition composition) {
        return switch (composition) {
            case Composition.OfDistances d -> "c = " + d.cost().cost(Expr.leaf("r"), Expr.leaf("d"), d.costArguments()).simplify();
            case Composition.OfProbabilities c -> "c = " + c.cost().cost(Expr.leaf("p"), Expr.leaf("q"), c.costArguments()).simplify()
                    + ", w = " + c.kernel().weight(Expr.leaf("f"), c.kernelArguments()).simplify()
                    + ", f = " + c.transform().transform(Expr.leaf("d"), c.transformArguments()).simplify();
        };
    }

    public static String describe(Composition composition) {
        return switch (composition) {
            case Composition.OfDistances d -> d.cost().name() + d.costArguments();
            case Composition.OfProbabilities c -> c.cost().name() + c.costArguments() + " × " + c.kernel().name()
                    + c.kernelArguments() + " × " + c.normalization() + " × " + c.transform().name() + c.transformArguments();
        };
    }
}
