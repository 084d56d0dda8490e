package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Metric scaling of normalised distances: p and q are shares of the sum of all distances, so the scale of the map is free.
/// Shares are about 1/n², and the gradient so small that the usual bound would end the descent before it begins.
public final class NormalizedMds extends Named {
    public NormalizedMds() {
        super(
                "normalized-mds",
                "metric scaling of normalised distances: shares of their sum, so that the scale is free",
                "Kruskal, \"Multidimensional Scaling by Optimizing Goodness of Fit to a Nonmetric Hypothesis\", Psychometrika 29, 1964",
                Recipe.of("square-loss", "distance", Normalization.PAIR, Affinity.DISTANCE)
                        .withTransform("identity")
                        .with(Map.of("optimizer.min-gradient-norm", 1e-15))
                        .withOptimizer("l-bfgs")
                        .startingAt(0));
    }
}
