package dev.starling.plugins.stress;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.expr.Expr;

/// Raw stress of metric scaling.
///
///     c(r, d) = (r - d)²,     K = ∂c/∂d / (2d) = -(r - d) / d
///
/// Where two points of the map meet (d = 0) and r > 0, it has a kink.
///
/// Source: Kruskal, "Multidimensional scaling by optimizing goodness of fit to a nonmetric hypothesis", Psychometrika 29, 1964.
public final class MetricMds implements DistanceCost {
    @Override
    public String name() {
        return "metric-mds";
    }

    @Override
    public String summary() {
        return "raw stress, (r-d)²: the cost of metric scaling";
    }

    @Override
    public Expr cost(Expr r, Expr d, Arguments given) {
        return r.minus(d).squared();
    }
}
