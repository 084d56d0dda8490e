package dev.starling.plugins.stress;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.expr.Expr;

/// SSTRESS: stress of squared distances, smooth everywhere, and ruled by the long ones.
///
///     c(r, d) = (r² - d²)²,     K = ∂c/∂d / (2d) = -2 (r² - d²)
///
/// Source: Takane, Young, de Leeuw, "Nonmetric individual differences multidimensional scaling", Psychometrika 42, 1977.
public final class Sstress implements DistanceCost {
    @Override
    public String name() {
        return "sstress";
    }

    @Override
    public String summary() {
        return "stress of squared distances, (r²-d²)²";
    }

    @Override
    public Expr cost(Expr r, Expr d, Arguments given) {
        return r.squared().minus(d.squared()).squared();
    }
}
