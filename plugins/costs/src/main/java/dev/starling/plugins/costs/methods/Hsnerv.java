package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Symmetric NeRV with a heavy-tailed kernel.
public final class Hsnerv extends Named {
    public Hsnerv() {
        super(
                "hsnerv",
                "NeRV with a heavy-tailed kernel",
                Papers.NERV,
                Recipe.of("nerv", "heavy-tailed", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("cost.lambda", 0.5, "kernel.alpha", 0.5))
                        .withOptimizer("l-bfgs"));
    }
}
