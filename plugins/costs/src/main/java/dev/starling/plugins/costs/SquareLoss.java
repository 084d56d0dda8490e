package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

/// Half the squared difference.
///
///     c(p, q) = ½ (p - q)²,     q ∂c/∂q = q (q - p)
///
/// Source: the square cost of the R package sneer.
public final class SquareLoss implements ProbabilityCost {
    @Override
    public String name() {
        return "square-loss";
    }

    @Override
    public String summary() {
        return "half the squared difference of affinities";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return p.minus(q).squared().times(0.5);
    }
}
