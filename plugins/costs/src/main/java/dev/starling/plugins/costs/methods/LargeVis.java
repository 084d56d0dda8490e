package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// LargeVis over all pairs. The softening is that of the published program.
///
/// Points that begin close together repel each other by forces a million times as long as those of a map: beside these every gradient is short, so
/// that none ends a run. The cost does.
public final class LargeVis extends Named {
    public LargeVis() {
        super(
                "largevis",
                "LargeVis over all pairs instead of samples",
                "Tang, Liu, Zhang, Mei, \"Visualizing Large-scale and High-dimensional Data\", WWW 2016",
                Recipe.of("largevis", "student-t", Normalization.NONE, Affinity.JOINT)
                        .with(Map.of("cost.gamma", 1.0, "cost.softening", 0.1, "optimizer.min-gradient-norm", 0.0))
                        .withOptimizer("l-bfgs"));
    }
}
