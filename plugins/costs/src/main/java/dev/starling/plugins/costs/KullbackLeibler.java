package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

/// Kullback-Leibler divergence KL(P‖Q): near neighbors torn apart are dear, strangers brought together are cheap.
///
///     c(p, q) = p ln(p/q),     q ∂c/∂q = -p
///
/// 0 where p = 0; infinite where p > 0 and q = 0.
///
/// Source: Hinton, Roweis, "Stochastic Neighbor Embedding", NIPS 2002.
public final class KullbackLeibler implements ProbabilityCost {
    @Override
    public String name() {
        return "kullback-leibler";
    }

    @Override
    public String summary() {
        return "Kullback-Leibler divergence KL(P‖Q): the cost of SNE and t-SNE";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.kullbackLeibler(p, q);
    }
}
