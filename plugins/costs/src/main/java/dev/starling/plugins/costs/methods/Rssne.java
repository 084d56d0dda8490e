package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Symmetric SNE with KL(Q‖P).
public final class Rssne extends Named {
    public Rssne() {
        super(
                "rssne",
                "symmetric SNE with the reverse divergence",
                Papers.NERV,
                Recipe.of("reverse-kullback-leibler", "gaussian", Normalization.PAIR, Affinity.JOINT)
                        .withOptimizer("l-bfgs"));
    }
}
