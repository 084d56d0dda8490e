package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

/// I-divergence (generalized Kullback-Leibler divergence), for weights that are not normalized.
///
///     c(v, w) = v ln(v/w) - v + w,     w ∂c/∂w = w - v
///
/// At least 0 for each pair by itself. For distributions its sum is that of [KullbackLeibler].
///
/// Source: Csiszár, "Why Least Squares and Maximum Entropy? An Axiomatic Approach to Inference for Linear Inverse Problems",
/// Annals of Statistics 19, 1991.
public final class IDivergence implements ProbabilityCost {
    @Override
    public String name() {
        return "i-divergence";
    }

    @Override
    public String summary() {
        return "I-divergence: Kullback-Leibler for weights that are not normalized";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.information(p, q);
    }
}
