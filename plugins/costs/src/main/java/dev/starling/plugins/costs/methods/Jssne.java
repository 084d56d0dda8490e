package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE with the symmetric Jensen-Shannon divergence.
public final class Jssne extends Named {
    public Jssne() {
        super(
                "jssne",
                "t-SNE with the Jensen-Shannon divergence of textbooks",
                Papers.F_SNE,
                Recipe.of("jensen-shannon-symmetric", "student-t", Normalization.PAIR, Affinity.JOINT));
    }
}
