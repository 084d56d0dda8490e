package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.Optional;

/// Jensen-Shannon divergence as JSE has it, finite wherever p and q are.
///
///     c(p, q) = p ln(p/z) / (1-κ) + q ln(q/z) / κ,     z = κ p + (1-κ) q,     q ∂c/∂q = q ln(q/z) / κ
///     κ → 0:  p ln(p/q) - p + q,     κ → 1:  q ln(q/p) - q + p
///
/// In the limits, the terms without logarithm cancel in the sum over a distribution: κ = 0 is KL(P‖Q), κ = 1 is KL(Q‖P). For
/// weights that are not normalized they do not, and are needed: this cost then tends to [IDivergence].
///
/// The derivative is written down since terms with p cancel on paper only; the derived one loses all digits for κ near 0.
///
/// Source: Lee, Renard, Bernard, Dupont, Verleysen, "Type 1 and 2 mixtures of Kullback-Leibler divergences as cost functions in
/// dimensionality reduction based on similarity preservation", Neurocomputing 112, 2013.
public final class JensenShannon implements ProbabilityCost {
    static final Parameter KAPPA = Parameter.named("kappa")
            .atLeast(0)
            .atMost(1)
            .orElse(0.5)
            .meaning("share of P in the mixture: 0 is KL(P‖Q), 1 is KL(Q‖P)");

    @Override
    public String name() {
        return "jensen-shannon";
    }

    @Override
    public String summary() {
        return "Jensen-Shannon divergence of JSE: from KL(P‖Q) at κ = 0 to KL(Q‖P) at κ = 1";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(KAPPA);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.jensenShannon(p, q, given.get(KAPPA));
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(Divergence.jensenShannonByLog(p, q, given.get(KAPPA), given.numbers().getOrDefault(KAPPA.name(), 0.0)));
    }
}
