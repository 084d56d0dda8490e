package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

import java.util.Optional;

/// A cost in input affinities p and output affinities q; a divergence where both are distributions.
@API(status = API.Status.STABLE, since = "1.0")
public non-sealed interface ProbabilityCost extends Cost {
    /// c(p, q) of one ordered pair. Where it is infinite at p = 0, the core raises p to a floor and counts how often.
    Expr cost(Expr p, Expr q, Arguments given);

    /// q · ∂c/∂q, where the author has a better form than the derived one; held against it by the kit.
    ///
    /// @return empty to have it derived
    default Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.empty();
    }
}
