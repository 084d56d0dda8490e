package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Negative log-likelihood of LargeVis, over all pairs instead of sampled ones.
///
///     c(p, w) = -p ln w - γ ln(1-w),     w ∂c/∂w = -p + γ w/(1-w)
///
/// For weights that are not normalized. Infinite where two points meet (w = 1), unless it is softened ([Repulsion]).
///
/// Source: Tang, Liu, Zhang, Mei, "Visualizing Large-scale and High-dimensional Data", WWW 2016. Its γ of 7 goes with a few sampled
/// strangers for each edge; with all of them the default is 1.
public final class LargeVis implements ProbabilityCost {
    static final Parameter GAMMA =
            Parameter.named("gamma").atLeast(0).orElse(1).meaning("strength of the repulsion between all pairs");

    @Override
    public String name() {
        return "largevis";
    }

    @Override
    public String summary() {
        return "likelihood of edges of LargeVis, all pairs in the place of samples";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(GAMMA, Repulsion.SOFTENING);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        Expr attraction = p.xlogy(q).negated();
        return attraction.plus(Repulsion.of(q, given.get(Repulsion.SOFTENING)).times(given.get(GAMMA)));
    }
}
