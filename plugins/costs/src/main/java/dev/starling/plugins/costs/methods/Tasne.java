package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Asymmetric t-SNE: the kernel of t-SNE, and one distribution a row as in SNE.
public final class Tasne extends Named {
    public Tasne() {
        super(
                "tasne",
                "t-SNE with one distribution a row",
                Papers.T_SNE,
                Recipe.of("kullback-leibler", "student-t", Normalization.POINT, Affinity.ROW));
    }
}
