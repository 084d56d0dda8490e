package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// NeRV with the precisions of the data in the map, as its paper has it. It begins at the scale of the data.
public final class Bnerv extends Named {
    public Bnerv() {
        super(
                "bnerv",
                "NeRV as in its paper, with the precisions of the data in the map",
                Papers.NERV,
                Recipe.of("nerv", "gaussian", Normalization.POINT, Affinity.ROW)
                        .with(Map.of("cost.lambda", 0.5))
                        .withDataPrecisions()
                        .withOptimizer("l-bfgs")
                        .startingAt(0));
    }
}
