package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Symmetric form of [Htsne].
public final class Htssne extends Named {
    public Htssne() {
        super(
                "htssne",
                "symmetric SNE with a Student t kernel of any degrees of freedom",
                Papers.INHOMOGENEOUS,
                Recipe.of("kullback-leibler", "inhomogeneous-t", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("kernel.nu", 10.0)));
    }
}
