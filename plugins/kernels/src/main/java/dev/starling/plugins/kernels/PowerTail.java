package dev.starling.plugins.kernels;

import dev.starling.api.expr.Expr;

/// The shape shared by the kernels that fall like a power of f.
final class PowerTail {
    private PowerTail() {}

    /// (1 + f/scale)^(-power), spelled so that it keeps every digit where scale and power are both large.
    static Expr of(Expr f, Expr scale, Expr power) {
        Expr ratio = f.over(scale);
        Expr exponent = power.simplify();
        if (exponent.is(1)) {
            return ratio.plus(1).reciprocal();
        }
        return ratio.log1p().times(exponent).negated().exp();
    }
}
