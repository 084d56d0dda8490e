package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.Optional;

/// Squared Hellinger distance, without the factor ½ of some books.
///
///     c(p, q) = (√p - √q)²,     q ∂c/∂q = q - √p √q
///
/// The derivative is written down since where p = 0 it is q, without a root, which the derived one has. Its roots are taken one by one,
/// since a product of affinities leaves the range of a float.
///
/// Source: Im, Verma, Branson, "Stochastic Neighbor Embedding under f-divergences", arXiv 1811.01247, 2018.
public final class Hellinger implements ProbabilityCost {
    @Override
    public String name() {
        return "hellinger";
    }

    @Override
    public String summary() {
        return "squared Hellinger distance (twice the textbook's), finite everywhere";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return p.sqrt().minus(q.sqrt()).squared();
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(q.minus(p.sqrt().times(q.sqrt())));
    }
}
