package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

/// Reverse Kullback-Leibler divergence KL(Q‖P): strangers brought together are dear, neighbors torn apart are cheap.
///
///     c(p, q) = q ln(q/p),     q ∂c/∂q = q ln(q/p) + q
///
/// Infinite where p = 0 and q > 0; 0 where q = 0.
///
/// Source: Venna, Peltonen, Nybo, Aidos, Kaski, "Information Retrieval Perspective to Nonlinear Dimensionality Reduction for Data
/// Visualization", JMLR 11, 2010.
public final class ReverseKullbackLeibler implements ProbabilityCost {
    @Override
    public String name() {
        return "reverse-kullback-leibler";
    }

    @Override
    public String summary() {
        return "Kullback-Leibler divergence KL(Q‖P), the other way round: no false neighbors";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.kullbackLeibler(q, p);
    }
}
