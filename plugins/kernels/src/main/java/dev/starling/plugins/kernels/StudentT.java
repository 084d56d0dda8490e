package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;

/// Student t kernel with one degree of freedom, the Cauchy kernel of t-SNE.
///
///     w(f) = 1 / (1 + f),     ∂ln w/∂f = -w
///
/// It has no bandwidth. For one that has, take [HeavyTailed] with α = 1.
///
/// Source: van der Maaten, Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008.
public final class StudentT implements Kernel {
    @Override
    public String name() {
        return "student-t";
    }

    @Override
    public String summary() {
        return "Student t with one degree of freedom, 1/(1+f): the kernel of t-SNE";
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        return f.plus(1).reciprocal();
    }
}
