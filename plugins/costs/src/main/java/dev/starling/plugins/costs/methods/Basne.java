package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// SNE whose kernel in the map has each point's precision of the data. It begins at the scale of the data.
public final class Basne extends Named {
    public Basne() {
        super(
                "basne",
                "SNE with the precisions of the data in the map",
                Papers.SNE,
                Recipe.of("kullback-leibler", "gaussian", Normalization.POINT, Affinity.ROW)
                        .withDataPrecisions()
                        .withOptimizer("l-bfgs")
                        .startingAt(0));
    }
}
