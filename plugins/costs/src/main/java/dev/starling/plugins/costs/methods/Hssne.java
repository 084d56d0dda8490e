package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Heavy-tailed symmetric SNE: `kernel.alpha` 0 is symmetric SNE, 1 is t-SNE.
public final class Hssne extends Named {
    public Hssne() {
        super(
                "hssne",
                "symmetric SNE with a heavy-tailed kernel, between Gaussian and beyond t-SNE",
                Papers.HSSNE,
                Recipe.of("kullback-leibler", "heavy-tailed", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("kernel.alpha", 0.5))
                        .withOptimizer("l-bfgs"));
    }
}
