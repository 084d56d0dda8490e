package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Kernel and cost of parametric t-SNE. Coordinates are free; the paper has a neural network compute them.
public final class ParametricTSne extends Named {
    public ParametricTSne() {
        super(
                "parametric-t-sne",
                "t-SNE with the kernel of parametric t-SNE, any degrees of freedom",
                "van der Maaten, \"Learning a Parametric Embedding by Preserving Local Structure\", AISTATS 2009",
                Recipe.of("kullback-leibler", "parametric-t", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("kernel.alpha", 1.0))
                        .exaggeratedBy(12, 250));
    }
}
