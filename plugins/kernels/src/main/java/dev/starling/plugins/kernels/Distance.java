package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;

/// No kernel at all: the weight is the distance itself, for costs that compare normalized distances.
///
///     w(f) = f,     ∂ln w/∂f = 1/f
///
/// Unlike every other kernel this one **rises**: it belongs to a square loss between shares of distance, not to a divergence
/// between neighborhoods. Its pull on ln w has a pole at f = 0; [Apart] replaces it by no pull.
///
/// Source: the "none" kernel of the R package sneer.
public final class Distance implements Kernel {
    @Override
    public String name() {
        return "distance";
    }

    @Override
    public String summary() {
        return "the distance itself, which rises: for costs in normalized distances";
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        return Apart.of(f);
    }
}
