package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE with normalized cross-entropy: the cost of UMAP on affinities that are distributions.
public final class CeTSne extends Named {
    public CeTSne() {
        super(
                "ce-t-sne",
                "t-SNE with the cross-entropy of UMAP between normalized affinities",
                Papers.UMAP,
                Recipe.of("cross-entropy", "student-t", Normalization.PAIR, Affinity.JOINT)
                        .withOptimizer("l-bfgs"));
    }
}
