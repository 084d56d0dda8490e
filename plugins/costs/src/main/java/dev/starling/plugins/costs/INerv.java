package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.Optional;

/// Cost of NeRV for weights that are not normalized.
///
///     c(v, w) = λ (v ln(v/w) - v + w) + (1-λ) (w ln(w/v) - w + v),     w ∂c/∂w = λ (w - v) + (1-λ) w ln(w/v)
///
/// λ = 1 is [IDivergence], λ = 0 is [ReverseIDivergence], whose derivative is the reason that this one is written down.
///
/// Source: Venna, Peltonen, Nybo, Aidos, Kaski, "Information Retrieval Perspective to Nonlinear Dimensionality Reduction for Data
/// Visualization", JMLR 11, 2010, with the divergences of [IDivergence].
public final class INerv implements ProbabilityCost {
    @Override
    public String name() {
        return "i-nerv";
    }

    @Override
    public String summary() {
        return "cost of NeRV for weights that are not normalized";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Nerv.LAMBDA);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.mixture(given.get(Nerv.LAMBDA), Divergence.information(p, q), Divergence.information(q, p));
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(Divergence.mixture(
                given.get(Nerv.LAMBDA), q.minus(p), Divergence.reverseInformationByLog(p, q)));
    }
}
