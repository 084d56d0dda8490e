package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;


/// Metric scaling of normalized distances: p and q are shares of the sum of all distances, so the scale of the map is free.
public final class NormalizedMds extends Named {
    public NormalizedMds() {
        super(
                "normalized-mds",
                "metric scaling of normalized distances: shares of their sum, so that the scale is free",
                "Kruskal, \"Multidimensional Scaling by Optimizing Goodness of Fit to a Nonmetric Hypothesis\", Psychometrika 29, 1964",
                Recipe.of("square-loss", "distance", Normalization.PAIR, Affinity.DISTANCE)
                        .withTransform("identity")
                        .withOptimizer("l-bfgs")
                        .startingAt(0));
    }
}
