package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// LargeVis over all pairs. The softening is that of the published program.
public final class LargeVis extends Named {
    public LargeVis() {
        super(
                "largevis",
                "LargeVis over all pairs instead of samples",
                "Tang, Liu, Zhang, Mei, \"Visualizing Large-scale and High-dimensional Data\", WWW 2016",
                Recipe.of("largevis", "student-t", Normalization.NONE, Affinity.JOINT)
                        .with(Map.of("cost.gamma", 1.0, "cost.softening", 0.1))
                        .withOptimizer("l-bfgs"));
    }
}
