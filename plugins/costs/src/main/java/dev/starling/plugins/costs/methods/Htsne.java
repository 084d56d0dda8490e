package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Student t kernel with the same fixed degrees of freedom for all points, one distribution a row. The paper has one for each point and learns them.
public final class Htsne extends Named {
    public Htsne() {
        super(
                "htsne",
                "SNE with a Student t kernel of any degrees of freedom",
                Papers.INHOMOGENEOUS,
                Recipe.of("kullback-leibler", "inhomogeneous-t", Normalization.POINT, Affinity.ROW)
                        .with(Map.of("kernel.nu", 10.0)));
    }
}
