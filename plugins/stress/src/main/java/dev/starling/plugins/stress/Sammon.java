package dev.starling.plugins.stress;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.expr.Expr;

/// Sammon's stress: an error counts the more, the shorter the distance.
///
///     c(r, d) = (r - d)² / r,     C = Σ c / Σ r,     K = ∂c/∂d / (2d) = -(r - d) / (r d)
///
/// The constant is the reciprocal of the sum of all r, not the sum of reciprocals. Points that coincide in the data (r = 0) have no
/// cost; their pairs are left out and counted. Where two points of the map meet (d = 0), the cost has a kink.
///
/// Source: Sammon, "A Nonlinear Mapping for Data Structure Analysis", IEEE Transactions on Computers C-18, 1969.
public final class Sammon implements DistanceCost {
    @Override
    public String name() {
        return "sammon";
    }

    @Override
    public String summary() {
        return "Sammon's stress, (r-d)²/r: short distances count more";
    }

    @Override
    public Expr cost(Expr r, Expr d, Arguments given) {
        return r.minus(d).squared().over(r);
    }

    @Override
    public boolean undefinedAtZeroDistance() {
        return true;
    }

    @Override
    public boolean relativeToDistances() {
        return true;
    }
}
