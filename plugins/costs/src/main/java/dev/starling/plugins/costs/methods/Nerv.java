package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// NeRV with precision 1 in the map. The paper hands the precisions of the data over to the map.
public final class Nerv extends Named {
    public Nerv() {
        super(
                "nerv",
                "NeRV: missed against false neighbors, as in information retrieval",
                Papers.NERV,
                Recipe.of("nerv", "gaussian", Normalization.POINT, Affinity.ROW)
                        .with(Map.of("cost.lambda", 0.5))
                        .withOptimizer("l-bfgs"));
    }
}
