package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Cross-entropy of UMAP, in which each pair is an edge with probability v in the data and w in the map.
///
///     c(v, w) = v ln(v/w) + (1-v) ln((1-v)/(1-w)),     w ∂c/∂w = -v + (1-v) w/(1-w)
///
/// Needs v and w of at most 1. The second part is 0 where v = 1, also where w = 1 as well. Elsewhere it is infinite where two points
/// meet (w = 1), unless it is softened ([Repulsion]); then it is no longer least at v = w.
///
/// Source: McInnes, Healy, Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction",
/// arXiv 1802.03426, 2018.
public final class CrossEntropy implements ProbabilityCost {
    @Override
    public String name() {
        return "cross-entropy";
    }

    @Override
    public String summary() {
        return "fuzzy cross-entropy of UMAP: each pair is an edge with probability q";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Repulsion.SOFTENING);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        Expr stranger = Divergence.ONE.minus(p);
        Expr apart = stranger.times(p.negated().log1p().plus(Repulsion.of(q, given.get(Repulsion.SOFTENING))));
        return Divergence.kullbackLeibler(p, q).plus(Expr.where(p.isLessThan(Divergence.ONE), apart, Divergence.ZERO));
    }
}
