package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Symmetric SNE: P and Q are one distribution over all pairs.
public final class Ssne extends Named {
    public Ssne() {
        super(
                "ssne",
                "symmetric SNE: Gaussian kernel, one distribution over all pairs",
                Papers.SSNE,
                Recipe.of("kullback-leibler", "gaussian", Normalization.PAIR, Affinity.JOINT).withOptimizer("l-bfgs"));
    }
}
