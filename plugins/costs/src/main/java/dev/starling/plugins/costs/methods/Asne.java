package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Asymmetric SNE, the first of the family: P and Q are one distribution a row.
public final class Asne extends Named {
    public Asne() {
        super(
                "asne",
                "asymmetric SNE: Gaussian kernel, one distribution a row",
                Papers.SNE,
                Recipe.of("kullback-leibler", "gaussian", Normalization.POINT, Affinity.ROW).withOptimizer("l-bfgs"));
    }
}
