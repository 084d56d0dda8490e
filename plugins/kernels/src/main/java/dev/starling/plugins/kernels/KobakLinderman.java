package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Kernel with a tail heavier than that of t-SNE where α < 1, which pulls fine clusters apart.
///
///     w(f) = (1 + f/α)^(-α),     ∂ln w/∂f = -1 / (1 + f/α),     α → ∞:  exp(-f)
///
/// It is [HeavyTailed] with the reciprocal of α; α = 1 is the kernel of t-SNE.
///
/// Source: Kobak, Linderman, Steinerberger, Kluger, Berens, "Heavy-tailed kernels reveal a finer cluster structure in t-SNE
/// visualizations", ECML PKDD 2019.
public final class KobakLinderman implements Kernel {
    static final Parameter ALPHA = Parameter.named("alpha")
            .above(0)
            .orElse(0.5)
            .meaning("1 is the kernel of t-SNE, less is a heavier tail, much is nearly a Gaussian");

    @Override
    public String name() {
        return "kobak-linderman";
    }

    @Override
    public String summary() {
        return "heavy tail for fine clusters, (1+f/α)^(-α)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr alpha = given.get(ALPHA);
        return PowerTail.of(f.over(alpha), alpha);
    }
}
