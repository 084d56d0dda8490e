package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.Optional;

/// I-divergence the other way round, for weights that are not normalized.
///
///     c(v, w) = w ln(w/v) - w + v,     w ∂c/∂w = w ln(w/v)
///
/// Infinite where v = 0 and w > 0. For distributions its sum is that of [ReverseKullbackLeibler].
///
/// The derivative is written down since the derived one has w - w in it.
///
/// Source: Csiszár, "Why Least Squares and Maximum Entropy? An Axiomatic Approach to Inference for Linear Inverse Problems",
/// Annals of Statistics 19, 1991.
public final class ReverseIDivergence implements ProbabilityCost {
    @Override
    public String name() {
        return "reverse-i-divergence";
    }

    @Override
    public String summary() {
        return "I-divergence the other way round, for weights that are not normalized";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.information(q, p);
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(Divergence.reverseInformationByLog(p, q));
    }
}
