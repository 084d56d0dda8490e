package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// t-SNE: symmetric SNE with a Student t kernel. Early exaggeration is the factor 12 for 250 iterations of today's programs; the paper has 4 for 50.
public final class TSne extends Named {
    public TSne() {
        super(
                "t-sne",
                "t-SNE: symmetric SNE with a Student t kernel, which leaves room between clusters",
                Papers.T_SNE,
                Recipe.of("kullback-leibler", "student-t", Normalization.PAIR, Affinity.JOINT)
                        .exaggeratedBy(12, 250)
                        .forIterations(1000)
                        .startingAt(1e-4));
    }
}
