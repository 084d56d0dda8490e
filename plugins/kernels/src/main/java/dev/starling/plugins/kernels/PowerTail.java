package dev.starling.plugins.kernels;

import dev.starling.api.expr.Expr;

/// The shape shared by the kernels that fall like a power.
final class PowerTail {
    /// Powers that need neither logarithm nor exponential, several times as fast; among them those of most defaults.
    private static final double[] SPELLED = {0.5, 1, 2, 3, 4};

    private PowerTail() {}

    /// (1 + x)^(-power), spelled so that it keeps every digit where x is small and the power large.
    static Expr of(Expr x, Expr power) {
        Expr exponent = power.simplify();
        for (double spelled : SPELLED) {
            if (exponent.is(spelled)) {
                return x.plus(1).pow(spelled).reciprocal();
            }
        }
        return x.log1p().times(exponent).negated().exp();
    }
}
