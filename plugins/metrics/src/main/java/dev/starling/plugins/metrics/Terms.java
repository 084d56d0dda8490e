package dev.starling.plugins.metrics;

import dev.starling.api.expr.Expr;

/// What several metrics say.
final class Terms {
    private Terms() {}

    static Expr absolute(Expr x) {
        return x.max(x.negated());
    }

    /// A quotient that is 0 where its divisor is.
    static Expr orZero(Expr dividend, Expr divisor) {
        return Expr.where(divisor.isEqualTo(Expr.constant(0)), Expr.constant(0), dividend.over(divisor));
    }

    /// 1 if one of two is 0 and the other is not, else 0.
    static Expr differs(Expr a, Expr b) {
        return absolute(isZero(a).minus(isZero(b)));
    }

    private static Expr isZero(Expr a) {
        return Expr.where(a.isEqualTo(Expr.constant(0)), Expr.constant(1), Expr.constant(0));
    }
}
