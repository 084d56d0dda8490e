package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Pair-wise t-SNE: t-SNE but for P, which is not made symmetric.
public final class Tpsne extends Named {
    public Tpsne() {
        super(
                "tpsne",
                "t-SNE with input affinities that are not made symmetric",
                Papers.T_SNE,
                Recipe.of("kullback-leibler", "student-t", Normalization.PAIR, Affinity.CONDITIONAL));
    }
}
