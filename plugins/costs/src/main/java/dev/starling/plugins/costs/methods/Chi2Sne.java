package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE with the χ² divergence.
public final class Chi2Sne extends Named {
    public Chi2Sne() {
        super(
                "chi2-sne",
                "t-SNE with the χ² divergence",
                Papers.F_SNE,
                Recipe.of("chi-squared", "student-t", Normalization.PAIR, Affinity.JOINT)
                        .withOptimizer("l-bfgs"));
    }
}
