package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// t-NeRV: symmetric NeRV with a Student t kernel.
public final class Tnerv extends Named {
    public Tnerv() {
        super(
                "tnerv",
                "NeRV with the kernel of t-SNE",
                Papers.NERV,
                Recipe.of("nerv", "student-t", Normalization.PAIR, Affinity.JOINT)
                        .with(Map.of("cost.lambda", 0.5)));
    }
}
