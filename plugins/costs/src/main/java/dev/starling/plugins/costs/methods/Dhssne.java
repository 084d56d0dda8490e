package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Heavy-tailed symmetric SNE with one α that is learned with the coordinates.
public final class Dhssne extends Named {
    public Dhssne() {
        super(
                "dhssne",
                "heavy-tailed symmetric SNE that learns how heavy the tail is",
                Papers.HSSNE,
                Recipe.of("kullback-leibler", "heavy-tailed", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("kernel.alpha", 0.5))
                        .learning("kernel.alpha", Recipe.Sharing.ALL_POINTS)
                        .withOptimizer("l-bfgs"));
    }
}
