package dev.starling.app.pipeline.input;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import dev.starling.core.plan.Plan;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/// Names in formulas that are parameters, and 1: a slip of the pen is one, too, and would change the map in silence.
public final class UnsaidParameters {
    private UnsaidParameters() {}

    /// A line for each.
    public static List<String> of(Plan plan) {
        return switch (plan.composition()) {
            case Composition.OfDistances parts -> of("cost", parts.cost(), parts.costArguments());
            case Composition.OfProbabilities parts -> Stream.of(
                    of("cost", parts.cost(), parts.costArguments()),
                    of("kernel", parts.kernel(), parts.kernelArguments()),
                    of("transform", parts.transform(), parts.transformArguments())).flatMap(List::stream).toList();
        };
    }

    /// A line for each.
    public static List<String> of(@Nullable BoundMetric metric) {
        return metric == null ? List.of() : of("metric", metric.metric(), metric.given());
    }

    private static List<String> of(String prefix, Extension part, Arguments given) {
        return FormulaPart.atDefault(part, given).stream()
                .map(name -> prefix + "." + name + " = 1: a name in a formula is a parameter, and 1 unless you say --set " + prefix + "." + name + "=NUMBER")
                .toList();
    }
}
