package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Symmetric NeRV.
public final class Snerv extends Named {
    public Snerv() {
        super(
                "snerv",
                "NeRV with one distribution over all pairs",
                Papers.NERV,
                Recipe.of("nerv", "gaussian", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("cost.lambda", 0.5))
                        .withOptimizer("l-bfgs"));
    }
}
