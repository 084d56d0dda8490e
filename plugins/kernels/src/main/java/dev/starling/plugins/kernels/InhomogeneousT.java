package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Student t kernel with ν degrees of freedom, one ν for all points or one for each.
///
///     w(f) = (1 + f/ν)^(-(ν+1)/2),     ∂ln w/∂f = -(ν+1) / (2 (f+ν)),     ν → ∞:  exp(-f/2)
///
/// ν = 1 is the kernel of t-SNE. Mind the limit: it is the Gaussian of precision ½, not 1.
///
/// Source: Kitazono, Grozavu, Rogovschi, Omori, Ozawa, "t-Distributed Stochastic Neighbor Embedding with Inhomogeneous Degrees
/// of Freedom", ICONIP 2016.
public final class InhomogeneousT implements Kernel {
    static final Parameter NU = Parameter.named("nu")
            .above(0)
            .orElse(10)
            .meaning("degrees of freedom: 1 is the kernel of t-SNE, many are nearly a Gaussian");

    @Override
    public String name() {
        return "inhomogeneous-t";
    }

    @Override
    public String summary() {
        return "Student t with ν degrees of freedom, (1+f/ν)^(-(ν+1)/2)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(NU);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        return weight(f, given.get(NU));
    }

    static Expr weight(Expr f, Expr nu) {
        return PowerTail.of(f.over(nu), nu.plus(1).times(0.5));
    }
}
