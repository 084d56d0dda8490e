package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Cauchy kernel with a scale.
///
///     w(f) = 1 / (1 + α f),     ∂ln w/∂f = -α w
///
/// α = 1 is the kernel of t-SNE.
///
/// Source: Tang, Liu, Zhang, Mei, "Visualizing Large-scale and High-dimensional Data", WWW 2016.
public final class ScaledCauchy implements Kernel {
    static final Parameter ALPHA = Parameter.named("alpha")
            .above(0)
            .orElse(1)
            .meaning("how fast the weight falls: 1 is the kernel of t-SNE");

    @Override
    public String name() {
        return "scaled-cauchy";
    }

    @Override
    public String summary() {
        return "Cauchy kernel with a scale, 1/(1+αf)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr alpha = given.get(ALPHA);
        return f.times(alpha).plus(1).reciprocal();
    }
}
