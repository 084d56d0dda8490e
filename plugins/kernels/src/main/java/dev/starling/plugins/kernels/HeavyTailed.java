package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Heavy-tailed kernel: between the Gaussian (α = 0) and the Student t kernel of t-SNE (α = 1), and beyond.
///
///     w(f) = (1 + α β f)^(-1/α),     ∂ln w/∂f = -β / (1 + α β f),     α → 0:  exp(-β f)
///
/// [PowerTail] keeps every digit on the way to the limit, which only α = 0 itself reaches.
///
/// Source: Yang, King, Xu, Oja, "Heavy-Tailed Symmetric Stochastic Neighbor Embedding", NIPS 2009.
public final class HeavyTailed implements Kernel {
    static final Parameter ALPHA = Parameter.named("alpha")
            .atLeast(0)
            .orElse(0.5)
            .meaning("heaviness of the tail: 0 is Gaussian, 1 is Student t");

    @Override
    public String name() {
        return "heavy-tailed";
    }

    @Override
    public String summary() {
        return "heavy-tailed, (1+αβf)^(-1/α): from Gaussian (α = 0) over Student t (α = 1) to heavier tails";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr alpha = given.get(ALPHA);
        Expr scaled = f.times(given.precision());
        if (alpha.is(0)) {
            return scaled.negated().exp();
        }
        return PowerTail.of(scaled.times(alpha), alpha.reciprocal());
    }
}
