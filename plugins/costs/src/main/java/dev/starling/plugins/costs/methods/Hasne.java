package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Heavy-tailed asymmetric SNE: one distribution a row.
public final class Hasne extends Named {
    public Hasne() {
        super(
                "hasne",
                "SNE with a heavy-tailed kernel",
                Papers.HSSNE,
                Recipe.of("kullback-leibler", "heavy-tailed", Normalization.POINT, Affinity.ROW)
                        .with(Map.of("kernel.alpha", 0.5)));
    }
}
