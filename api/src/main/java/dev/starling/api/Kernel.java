package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

/// Similarity kernel: the weight of a pair of embedded points at transformed distance f.
@API(status = API.Status.STABLE, since = "1.0")
public interface Kernel extends Extension {
    /// β, which every kernel with a bandwidth has beside its own parameters.
    Parameter PRECISION =
            Parameter.named(Arguments.PRECISION).above(0).orElse(1).meaning("β, the inverse square of the kernel's width");

    /// w(f): not negative and finite for every f ≥ 0, and falling. Its derivative is derived.
    ///
    /// A kernel with a bandwidth multiplies f by [Arguments#precision()].
    Expr weight(Expr f, Arguments given);

    /// Whether w depends on [#PRECISION].
    default boolean hasPrecision() {
        Arguments leaves = Arguments.defaults(parameters()).with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION));
        return weight(Expr.leaf("f"), leaves).leaves().contains(Arguments.PRECISION);
    }
}
