package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Inhomogeneous t-SNE: every point learns the degrees of freedom of its own kernel.
public final class Itsne extends Named {
    public Itsne() {
        super(
                "itsne",
                "SNE with a Student t kernel whose degrees of freedom each point learns",
                Papers.INHOMOGENEOUS,
                Recipe.of("kullback-leibler", "inhomogeneous-t", Normalization.POINT, Affinity.ROW)
                        .with(Map.of("kernel.nu", 10.0))
                        .learning("kernel.nu", Recipe.Sharing.EACH_POINT)
                        .withOptimizer("l-bfgs"));
    }
}
