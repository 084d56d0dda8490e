package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Elastic embedding with repulsive weights 1. Attractive weights sum to 1 for each point, so that a good λ hangs neither on the number of
/// points nor on the scale of the data: a pair at distance 0 is pushed apart as hard as a tenth of all attraction of a point holds it.
///
/// The paper has λ from 1 to 1000, for affinities exp(-r²/2σ²) that are not normalised and with squared distances as repulsive weights; the
/// program smallvis has 100 for affinities that sum to 1 over all pairs. There, with weights 1, repulsion has no counterweight, and the
/// points end on a lattice.
public final class ElasticEmbedding extends Named {
    public ElasticEmbedding() {
        super(
                "elastic-embedding",
                "elastic embedding: springs between neighbours, repulsion between all",
                Papers.ELASTIC,
                Recipe.of("elastic-embedding", "gaussian", Normalization.NONE, Affinity.ROW)
                        .with(Map.of("cost.lambda", 0.1))
                        .withOptimizer("l-bfgs"));
    }
}
