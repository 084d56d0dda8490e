package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.Optional;

/// Squared Hellinger distance, without the factor ½ of some books.
///
///     c(p, q) = (√p - √q)²,     q ∂c/∂q = q - √(p q) = √q (√q - √p)
///
/// The derivative is written down since the derived one has q/√q in it, which is 0/0 where q = 0.
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
        Expr root = q.sqrt();
        return Optional.of(root.times(root.minus(p.sqrt())));
    }
}
