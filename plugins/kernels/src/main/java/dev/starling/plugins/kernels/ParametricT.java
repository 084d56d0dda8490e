package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Kernel of parametric t-SNE: Student t with α degrees of freedom, the same for all points.
///
///     w(f) = (1 + f/α)^(-(α+1)/2),     ∂ln w/∂f = -(α+1) / (2 (f+α)),     α → ∞:  exp(-f/2)
///
/// The formula is that of [InhomogeneousT], which does the work; only the name of the parameter and its default are the paper's.
///
/// Source: van der Maaten, "Learning a Parametric Embedding by Preserving Local Structure", AISTATS 2009.
public final class ParametricT implements Kernel {
    static final Parameter ALPHA = Parameter.named("alpha")
            .above(0)
            .orElse(1)
            .meaning("degrees of freedom: 1 is the kernel of t-SNE; the paper tries the number of output dimensions less one");

    @Override
    public String name() {
        return "parametric-t";
    }

    @Override
    public String summary() {
        return "Student t with α degrees of freedom, (1+f/α)^(-(α+1)/2): the kernel of parametric t-SNE";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        return InhomogeneousT.weight(f, given.get(ALPHA));
    }
}
