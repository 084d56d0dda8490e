package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.Optional;

/// χ² divergence of P from Q.
///
///     c(p, q) = (p - q)² / q,     q ∂c/∂q = q - p²/q = (q - p)(q + p) / q
///
/// q where p = 0, also where q = 0; infinite where p > 0 and q = 0.
///
/// The derivative is written down since the derived one has three quotients where one does. The square is spelled as a product
/// with the quotient, since squares of affinities leave the range of a float.
///
/// Source: Im, Verma, Branson, "Stochastic Neighbor Embedding under f-divergences", arXiv 1811.01247, 2018.
public final class ChiSquared implements ProbabilityCost {
    @Override
    public String name() {
        return "chi-squared";
    }

    @Override
    public String summary() {
        return "χ² divergence: what is torn apart is very dear";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        Expr missing = p.minus(q);
        return withoutPartner(p, q, missing.times(missing.over(q)));
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(withoutPartner(p, q, q.minus(p).times(q.plus(p).over(q))));
    }

    private static Expr withoutPartner(Expr p, Expr q, Expr otherwise) {
        return Expr.where(p.isEqualTo(Divergence.ZERO), q, otherwise);
    }
}
