package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

/// Weighted symmetric SNE with a Student t kernel: the weight of a pair is multiplied by the degrees of both points.
public final class WTSne extends Named {
    public WTSne() {
        super(
                "wtsne",
                "t-SNE in which points count by their degree (ws-SNE)",
                "Yang, Peltonen, Kaski, \"Optimization Equivalence of Divergences Improves Neighbor Embedding\", ICML 2014",
                Recipe.of("kullback-leibler", "student-t", Normalization.PAIR, Affinity.JOINT)
                        .weightedByDegree()
                        .exaggeratedBy(12, 250));
    }
}
