package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.Optional;

/// Jensen-Shannon divergence of textbooks.
///
///     c(p, q) = ½ p ln(p/z) + ½ q ln(q/z),     z = ½ p + ½ q,     q ∂c/∂q = ½ q ln(q/z)
///
/// A quarter of [JensenShannon] with κ = ½, and written with it. At most ln 2 in sum.
///
/// Source: Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on Information Theory 37, 1991.
public final class JensenShannonSymmetric implements ProbabilityCost {
    private static final Expr HALF = Expr.constant(0.5);

    @Override
    public String name() {
        return "jensen-shannon-symmetric";
    }

    @Override
    public String summary() {
        return "Jensen-Shannon divergence of textbooks, half and half";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return Divergence.jensenShannon(p, q, HALF).times(0.25);
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(Divergence.jensenShannonByLog(p, q, HALF, 0.5).times(0.25));
    }
}
