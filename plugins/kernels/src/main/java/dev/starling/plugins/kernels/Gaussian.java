package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;

/// Gaussian kernel: exponential in the squared distance.
///
///     w(f) = exp(-β f),     ∂ln w/∂f = -β
///
/// Source: Hinton, Roweis, "Stochastic Neighbor Embedding", NIPS 2002.
public final class Gaussian implements Kernel {
    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public String summary() {
        return "Gaussian, exp(-βf): the kernel of SNE";
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        return f.times(given.precision()).negated().exp();
    }
}
