package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Kernel of twice-Student t-SNE: a Student t whose power is α/2, without the dimension's share of ½.
///
///     w(f) = (1 + f/α)^(-α/2),     ∂ln w/∂f = -½ / (1 + f/α),     α → ∞:  exp(-f/2)
///
/// α = 2 is the kernel of t-SNE with f halved.
///
/// Source: de Bodt, Mulders, Verleysen, Lee, "Perplexity-free t-SNE and twice Student tt-SNE", ESANN 2018.
public final class TtSne implements Kernel {
    static final Parameter ALPHA = Parameter.named("alpha")
            .above(0)
            .orElse(1)
            .meaning("degrees of freedom: few are a heavy tail, many are nearly a Gaussian");

    @Override
    public String name() {
        return "tt-sne";
    }

    @Override
    public String summary() {
        return "twice-Student kernel, (1+f/α)^(-α/2)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr alpha = given.get(ALPHA);
        return PowerTail.of(f.over(alpha), alpha.times(0.5));
    }
}
