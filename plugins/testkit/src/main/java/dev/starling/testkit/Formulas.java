package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;

import java.util.List;

/// All that an extension says when it is asked, but for optimizers, which are asked by running them.
final class Formulas {
    private Formulas() {}

    static List<Object> of(Extension part, Arguments given) {
        return switch (part) {
            case Kernel kernel -> List.of(kernel.weight(Expr.leaf("f"), given));
            case Transform transform -> List.of(transform.transform(Expr.leaf("d"), given));
            case DistanceCost cost -> List.of(
                    cost.cost(Expr.leaf("r"), Expr.leaf("d"), given), cost.undefinedAtZeroDistance(), cost.relativeToDistances());
            case ProbabilityCost cost -> List.of(
                    cost.cost(Expr.leaf("p"), Expr.leaf("q"), given), cost.derivativeByLogQ(Expr.leaf("p"), Expr.leaf("q"), given));
            case Metric metric -> List.of(
                    metric.ofRow(Expr.leaf("x"), given), metric.sums(Expr.leaf("x"), Expr.leaf("y"), given),
                    metric.largest(Expr.leaf("x"), Expr.leaf("y"), given));
            case Method method -> List.of(method.recipe(), method.paper());
            default -> List.of();
        };
    }
}
