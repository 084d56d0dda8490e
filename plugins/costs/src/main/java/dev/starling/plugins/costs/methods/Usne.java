package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE with the kernel of UMAP: its curve, but the cost and the normalization of t-SNE.
public final class Usne extends Named {
    public Usne() {
        super(
                "usne",
                "t-SNE with the kernel of UMAP",
                Papers.UMAP,
                Recipe.of("kullback-leibler", "umap", Normalization.PAIR, Affinity.JOINT)
                        .exaggeratedBy(12, 250));
    }
}
