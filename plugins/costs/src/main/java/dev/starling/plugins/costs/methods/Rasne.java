package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Asymmetric SNE with KL(Q‖P): NeRV with λ = 0.
public final class Rasne extends Named {
    public Rasne() {
        super(
                "rasne",
                "SNE with the reverse divergence: no false neighbors",
                Papers.NERV,
                Recipe.of("reverse-kullback-leibler", "gaussian", Normalization.POINT, Affinity.ROW)
                        .withOptimizer("l-bfgs"));
    }
}
