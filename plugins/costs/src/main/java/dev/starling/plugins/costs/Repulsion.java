package dev.starling.plugins.costs;

import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

/// The cost of being close without a reason, where weights are the probability of an edge.
///
///     r(q) = -ln(1 - (1-ε) q) / (1-ε),     q ∂r/∂q = q / (1 - (1-ε) q)
///
/// With ε = 0 it is -ln(1 - q), infinite where two points meet and q = 1. The published programs put ε into the force; put here
/// it belongs to a cost: under the Student t kernel q/(1 - (1-ε) q) is 1/(ε + d²), the force of LargeVis.
final class Repulsion {
    static final Parameter SOFTENING = Parameter.named("softening")
            .atLeast(0)
            .below(1)
            .orElse(0)
            .meaning("what keeps the repulsion of points on the same spot finite: 0 is the exact cost, LargeVis has 0.1");

    private Repulsion() {}

    static Expr of(Expr q, Expr softening) {
        Expr firmness = Divergence.ONE.minus(softening).simplify();
        return q.times(firmness).negated().log1p().over(firmness).negated();
    }
}
