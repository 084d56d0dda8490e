package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

/// Similarity kernel: the weight of a pair of embedded points at transformed distance f.
@API(status = API.Status.STABLE, since = "1.0")
public interface Kernel extends Extension {
    /// w(f): not negative and finite for every f ≥ 0, and falling. Its derivative is derived.
    ///
    /// A kernel with a bandwidth multiplies f by [Arguments#precision()].
    Expr weight(Expr f, Arguments given);
}
