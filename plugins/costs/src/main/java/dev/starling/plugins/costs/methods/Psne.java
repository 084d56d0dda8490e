package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Pair-wise SNE: one distribution over all pairs, but P is not made symmetric.
public final class Psne extends Named {
    public Psne() {
        super(
                "psne",
                "SNE with one distribution over all pairs, input affinities as they are",
                Papers.SSNE,
                Recipe.of("kullback-leibler", "gaussian", Normalization.PAIR, Affinity.CONDITIONAL)
                        .withOptimizer("l-bfgs"));
    }
}
