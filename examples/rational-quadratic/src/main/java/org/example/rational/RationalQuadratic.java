package org.example.rational;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Rational quadratic kernel: Gaussians of many widths added up, as Gaussian processes have it.
///
///     w(f) = (1 + β f / 2α)^(-α),     α → ∞:  exp(-β f / 2)
///
/// Written with log1p, it keeps every digit where α is large and f / α small.
///
/// Source: Rasmussen, Williams, "Gaussian Processes for Machine Learning", MIT Press 2006, equation 4.19.
public final class RationalQuadratic implements Kernel {
    static final Parameter ALPHA =
            Parameter.named("alpha").above(0).orElse(1).meaning("how alike the widths are: much is nearly one Gaussian");

    @Override
    public String name() {
        return "rational-quadratic";
    }

    @Override
    public String summary() {
        return "Gaussians of many widths added up, (1+f/2α)^(-α)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr alpha = given.get(ALPHA);
        Expr share = f.times(given.precision()).over(alpha.times(2));
        return share.log1p().times(alpha).negated().exp();
    }
}
