package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

/// A cost in input distances r and embedded distances d, such as that of metric scaling. It needs no kernel.
@API(status = API.Status.STABLE, since = "1.0")
public non-sealed interface DistanceCost extends Cost {
    /// c(r, d) of one ordered pair.
    Expr cost(Expr r, Expr d, Arguments given);

    /// Whether c means nothing for points that coincide in the data (r = 0), so that such pairs are left out and counted.
    default boolean undefinedAtZeroDistance() {
        return false;
    }

    /// Whether the sum over pairs is divided by the sum of all r, as Sammon's stress is.
    default boolean relativeToDistances() {
        return false;
    }
}
