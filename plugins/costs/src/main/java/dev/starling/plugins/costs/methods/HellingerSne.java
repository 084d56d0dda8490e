package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE with the squared Hellinger distance.
public final class HellingerSne extends Named {
    public HellingerSne() {
        super(
                "hellinger-sne",
                "t-SNE with the Hellinger distance",
                Papers.F_SNE,
                Recipe.of("hellinger", "student-t", Normalization.PAIR, Affinity.JOINT));
    }
}
