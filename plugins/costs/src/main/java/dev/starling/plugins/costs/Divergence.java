package dev.starling.plugins.costs;

import dev.starling.api.expr.Expr;

/// The formulas of which several costs are made.
final class Divergence {
    private Divergence() {}

    /// a ln(a/b), and 0 where a = 0.
    static Expr kullbackLeibler(Expr a, Expr b) {
        return a.xlogy(a.over(b));
    }
}
