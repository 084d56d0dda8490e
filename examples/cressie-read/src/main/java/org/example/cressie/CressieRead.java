package org.example.cressie;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.Optional;

/// Power divergence, from KL(Q‖P) at α = 0 over the Hellinger distance at ½ to KL(P‖Q) at α = 1, and on to χ² at 2.
///
///     c(p, q) = [p^α q^(1-α) - α p - (1-α) q] / (α (α-1)),     q ∂c/∂q = (q - p^α q^(1-α)) / α
///
///     α = 1:  p ln(p/q) - p + q,     q ∂c/∂q = q - p
///     α = 0:  q ln(q/p) - q + p,     q ∂c/∂q = q ln(q/p)
///
/// The general formula divides by 0 at both of these, so that they have branches of their own; the law `special-cases` sees that
/// they are its limits. The derivative is written down since it has no α - 1 to divide by, and keeps the digits that the
/// derived one would lose near α = 1.
///
/// Source: Cressie, Read, "Multinomial Goodness-of-Fit Tests", Journal of the Royal Statistical Society B 46, 1984.
public final class CressieRead implements ProbabilityCost {
    static final Parameter ALPHA = Parameter.named("alpha")
            .atLeast(0)
            .atMost(2)
            .orElse(0.5)
            .meaning("1 is KL(P‖Q), 0 is KL(Q‖P), ½ is Hellinger's distance, 2 is χ²");

    @Override
    public String name() {
        return "cressie-read";
    }

    @Override
    public String summary() {
        return "power divergence, with KL(P‖Q), KL(Q‖P), Hellinger and χ² among them";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        Expr alpha = given.get(ALPHA);
        if (alpha.is(1)) {
            return p.xlogy(p.over(q)).minus(p).plus(q);
        }
        if (alpha.is(0)) {
            return q.xlogy(q.over(p)).minus(q).plus(p);
        }
        Expr rest = Expr.constant(1).minus(alpha);
        Expr straight = p.times(alpha).plus(q.times(rest));
        return straight.minus(cross(p, q, alpha)).over(alpha.times(rest));
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        Expr alpha = given.get(ALPHA);
        if (alpha.is(0)) {
            return Optional.of(q.xlogy(q.over(p)));
        }
        return Optional.of(q.minus(cross(p, q, alpha)).over(alpha));
    }

    /// p^α q^(1-α), and 0 where p is 0, whatever q is.
    private static Expr cross(Expr p, Expr q, Expr alpha) {
        Expr zero = Expr.constant(0);
        return Expr.where(p.isEqualTo(zero), zero, p.pow(alpha).times(q.pow(Expr.constant(1).minus(alpha).simplify())));
    }
}
