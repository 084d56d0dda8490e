package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Kernel of UMAP: a smooth curve fitted to one that is 1 up to a least distance and then falls exponentially.
///
///     w(f) = 1 / (1 + a f^b),     ∂ln w/∂f = -a b f^(b-1) w = -b (1 - w) / f
///
/// f is the squared distance, so f^b is d^(2b). The defaults are the fit for spread 1 and least distance 0.1. Where b < 1 the
/// pull has a pole at f = 0; [Apart] replaces it by no pull.
///
/// Source: McInnes, Healy, Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction",
/// arXiv 1802.03426, 2018.
public final class Umap implements Kernel {
    static final Parameter A = Parameter.named("a")
            .above(0)
            .orElse(1.577)
            .meaning("how early the weight falls; the default with b = 0.895 is for spread 1 and least distance 0.1");

    static final Parameter B = Parameter.named("b")
            .above(0)
            // f^b would leave the range of numbers within the distances of a map; fits lie between 0.3 and 2.5.
            .atMost(10)
            .orElse(0.895)
            .meaning("how steeply the weight falls; 1 is a scaled Cauchy kernel");

    @Override
    public String name() {
        return "umap";
    }

    @Override
    public String summary() {
        return "kernel of UMAP, 1/(1+a·f^b)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(A, B);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr a = given.get(A);
        Expr b = given.get(B);
        Expr risen = b.is(1) ? f : Apart.of(f).pow(b);
        return risen.times(a).plus(1).reciprocal();
    }
}
