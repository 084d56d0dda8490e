package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Jensen-Shannon embedding: one distribution a row.
public final class Jse extends Named {
    public Jse() {
        super(
                "jse",
                "JSE: Jensen-Shannon divergence of neighborhoods",
                Papers.JSE,
                Recipe.of("jensen-shannon", "gaussian", Normalization.POINT, Affinity.ROW)
                        .with(Map.of("cost.kappa", 0.5)));
    }
}
