package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Symmetric Jensen-Shannon embedding with a heavy-tailed kernel.
public final class Hsjse extends Named {
    public Hsjse() {
        super(
                "hsjse",
                "JSE with a heavy-tailed kernel",
                Papers.JSE,
                Recipe.of("jensen-shannon", "heavy-tailed", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("cost.kappa", 0.5, "kernel.alpha", 0.5)));
    }
}
