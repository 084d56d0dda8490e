package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.Optional;

/// Cost of NeRV: missed neighbors (recall) against false ones (precision).
///
///     c(p, q) = λ p ln(p/q) + (1-λ) q ln(q/p),     q ∂c/∂q = -λ p + (1-λ) (q ln(q/p) + q)
///
/// λ = 1 is [KullbackLeibler], λ = 0 is [ReverseKullbackLeibler].
/// Infinite where p = 0 and q > 0, unless λ = 1.
///
/// Source: Venna, Peltonen, Nybo, Aidos, Kaski, "Information Retrieval Perspective to Nonlinear Dimensionality Reduction for Data
/// Visualization", JMLR 11, 2010.
public final class Nerv implements ProbabilityCost {
    static final Parameter LAMBDA = Parameter.named("lambda")
            .atLeast(0)
            .atMost(1)
            .orElse(0.5)
            .meaning("share of KL(P‖Q): 1 misses no neighbor, 0 shows no false one");

    @Override
    public String name() {
        return "nerv";
    }

    @Override
    public String summary() {
        return "mixture of KL(P‖Q) and KL(Q‖P): missed against false neighbors";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LAMBDA);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.mixture(given.get(LAMBDA), Divergence.kullbackLeibler(p, q), Divergence.kullbackLeibler(q, p));
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(Divergence.mixture(given.get(LAMBDA), p.negated(), Divergence.reverseByLog(p, q)));
    }
}
