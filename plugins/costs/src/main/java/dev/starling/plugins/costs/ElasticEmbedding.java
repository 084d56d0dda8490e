package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Cost of the elastic embedding: attraction like that of SNE, repulsion without a normalizer.
///
///     c(v, w) = -v ln w + λ w,     w ∂c/∂w = -v + λ w
///
/// For weights that are not normalized. With the Gaussian kernel -ln w is f, the spring of the paper; repulsive weights are 1.
/// With the Student t kernel it is t-EE.
///
/// Source: Carreira-Perpiñán, "The Elastic Embedding Algorithm for Dimensionality Reduction", ICML 2010.
public final class ElasticEmbedding implements ProbabilityCost {
    static final Parameter LAMBDA =
            Parameter.named("lambda").atLeast(0).orElse(100).meaning("strength of the repulsion between all pairs");

    @Override
    public String name() {
        return "elastic-embedding";
    }

    @Override
    public String summary() {
        return "elastic embedding: springs between neighbors, repulsion between all";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LAMBDA);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        Expr attraction = p.xlogy(q).negated();
        return attraction.plus(q.times(given.get(LAMBDA)));
    }
}
