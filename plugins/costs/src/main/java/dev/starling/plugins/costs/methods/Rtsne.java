package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE with KL(Q‖P).
public final class Rtsne extends Named {
    public Rtsne() {
        super(
                "rtsne",
                "t-SNE with the reverse divergence",
                Papers.NERV,
                Recipe.of("reverse-kullback-leibler", "student-t", Normalization.PAIR, Affinity.JOINT));
    }
}
