package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;

/// Logistic kernel: ½ where two points meet, like a Gaussian far away.
///
///     w(f) = 1 / (1 + e^f) = e^(-f) / (1 + e^(-f)),     ∂ln w/∂f = -(1 - w)
///
/// Spelled the second way, since e^f is infinite from f = 710 on, and ∞/∞ would be its derivative.
///
/// Source: Tang, Liu, Zhang, Mei, "Visualizing Large-scale and High-dimensional Data", WWW 2016.
public final class Logistic implements Kernel {
    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public String summary() {
        return "logistic, 1/(1+e^f)";
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr gaussian = f.negated().exp();
        return gaussian.over(gaussian.plus(1));
    }
}
