package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// t-SNE with an αβ-divergence. The defaults are the divergence of t-SNE, to begin a search at.
public final class Absne extends Named {
    public Absne() {
        super(
                "absne",
                "t-SNE with an αβ-divergence; t-SNE itself by default",
                "Cichocki, Cruces, Amari, \"Generalized Alpha-Beta Divergences and Their Application to Robust Nonnegative Matrix Factorization\","
                        + " Entropy 13, 2011",
                Recipe.of("alpha-beta", "student-t", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("cost.alpha", 1.0, "cost.beta", 0.0))
                        .withOptimizer("l-bfgs"));
    }
}
