package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// UMAP with a = b = 1, which makes its kernel that of t-SNE.
public final class TUmap extends Named {
    public TUmap() {
        super(
                "t-umap",
                "UMAP with the kernel of t-SNE",
                Papers.UMAP,
                Recipe.of("cross-entropy", "student-t", Normalization.NONE, Affinity.FUZZY)
                        .with(Map.of("cost.softening", 0.001))
                        .withOptimizer("l-bfgs")
                        .startingAt(5));
    }
}
