package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Elastic embedding with repulsive weights 1. The attraction of each point sums to 1, so that one λ suits any number of points: a pair close
/// together is pushed apart with a tenth of what holds a point in all. Symmetric SNE is the λ of that sum over Σw of its map, 0.02 for a few
/// hundred points of perplexity 30.
///
/// The paper has affinities that are not normalized, repulsive weights that grow with the distance in the data, and raises λ step by step.
/// The program smallvis has λ = 100 for affinities that sum to 1 over all pairs. With weights of 1 that leaves the attraction without effect,
/// and points end on a lattice.
public final class ElasticEmbedding extends Named {
    public ElasticEmbedding() {
        super(
                "elastic-embedding",
                "elastic embedding: springs between neighbors, repulsion between all",
                Papers.ELASTIC,
                Recipe.of("elastic-embedding", "gaussian", Normalization.NONE, Affinity.ROW)
                        .with(Map.of("cost.lambda", 0.1))
                        .withOptimizer("l-bfgs"));
    }
}
