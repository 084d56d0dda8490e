package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Symmetric Jensen-Shannon embedding.
public final class Sjse extends Named {
    public Sjse() {
        super(
                "sjse",
                "JSE with one distribution over all pairs",
                Papers.JSE,
                Recipe.of("jensen-shannon", "gaussian", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("cost.kappa", 0.5)));
    }
}
