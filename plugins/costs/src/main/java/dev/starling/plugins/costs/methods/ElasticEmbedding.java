package dev.starling.plugins.costs.methods;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

/// Elastic embedding with repulsive weights 1.
public final class ElasticEmbedding extends Named {
    public ElasticEmbedding() {
        super(
                "elastic-embedding",
                "elastic embedding: springs between neighbours, repulsion between all",
                Papers.ELASTIC,
                Recipe.of("elastic-embedding", "gaussian", Normalization.NONE, Affinity.JOINT)
                        .with(Map.of("cost.lambda", 100.0))
                        .withOptimizer("l-bfgs"));
    }
}
