package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// UMAP over all pairs. The softening is that of the published program; the perplexity is its number of neighbors.
public final class Umap extends Named {
    public Umap() {
        super(
                "umap",
                "UMAP over all pairs instead of samples",
                Papers.UMAP,
                Recipe.of("cross-entropy", "umap", Normalization.NONE, Affinity.FUZZY)
                        .with(Map.of("cost.softening", 0.001))
                        .withOptimizer("l-bfgs")
                        .startingAt(5));
    }
}
