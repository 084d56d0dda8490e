package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// t-EE: elastic embedding with a Student t kernel.
public final class TEe extends Named {
    public TEe() {
        super(
                "t-ee",
                "elastic embedding with the kernel of t-SNE",
                Papers.ELASTIC,
                Recipe.of("elastic-embedding", "student-t", Normalization.NONE, Affinity.JOINT)
                        .with(Map.of("cost.lambda", 0.01))
                        .withOptimizer("l-bfgs"));
    }
}
