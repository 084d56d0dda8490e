package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.Optional;

import static dev.starling.plugins.costs.Divergence.ZERO;

/// αβ-divergence, a plane of divergences in which many of the others are points.
///
///     c(p, q) = [p^s α/s + q^s β/s - p^α q^β] / (αβ),     s = α + β,     q ∂c/∂q = (q^s - p^α q^β) / α
///
///     β = 0:      [p^α ln(p^α/q^α) - p^α + q^α] / α²,              q ∂c/∂q = (q^α - p^α) / α
///     α = 0:      [q^β ln(q^β/p^β) - q^β + p^β] / β²,              q ∂c/∂q = q^β ln(q/p)
///     s = 0:      [ln(q^α/p^α) + p^α/q^α - 1] / α²,                q ∂c/∂q = (1 - p^α/q^α) / α
///     α = β = 0:  ½ (ln p - ln q)²,                                q ∂c/∂q = ln(q/p)
///
/// (1, 0) is KL(P‖Q), (0, 1) is KL(Q‖P), (1, 1) half the squared difference, (½, ½) twice the squared Hellinger distance, (2, -1)
/// half of χ². Infinite where p = 0, unless α > 0 and s > 0.
///
/// Beside a special case the general formula loses about as many digits as the parameter has zeros; the derivative does so
/// only for α. It is written down since it is much the shorter, and in one piece where p = 0.
///
/// Source: Cichocki, Cruces, Amari, "Generalized Alpha-Beta Divergences and Their Application to Robust Nonnegative Matrix
/// Factorization", Entropy 13, 2011.
public final class AlphaBeta implements ProbabilityCost {
    static final Parameter ALPHA =
            Parameter.named("alpha").orElse(1).meaning("power of p; with beta 0 and alpha 1 it is KL(P‖Q)");

    static final Parameter BETA = Parameter.named("beta").orElse(0).meaning("power of q");

    @Override
    public String name() {
        return "alpha-beta";
    }

    @Override
    public String summary() {
        return "αβ-divergence: KL (1, 0), reverse KL (0, 1), Hellinger (½, ½), χ² (2, -1) and all between";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA, BETA);
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        Expr alpha = given.get(ALPHA);
        Expr beta = given.get(BETA);
        Expr s = alpha.plus(beta).simplify();
        if (alpha.is(0) && beta.is(0)) {
            return p.over(q).log().squared().times(0.5);
        }
        if (beta.is(0)) {
            return atZero(p, alpha, information(p, q, alpha), information(p, q, alpha));
        }
        if (alpha.is(0)) {
            return atZero(p, beta, information(q, p, beta), information(q, p, beta));
        }
        if (s.is(0)) {
            Expr logarithm = q.over(p).log();
            Expr general = p.over(q).pow(alpha).minus(1).over(alpha).plus(logarithm).over(alpha);
            // Where q is 0 the two terms are ∞ and -∞, of which the first is the larger.
            return Expr.where(p.isEqualTo(ZERO), logarithm, Expr.where(q.isEqualTo(ZERO), logarithm.squared(), general));
        }
        Expr product = alpha.times(beta);
        Expr straight = p.pow(s).times(alpha.over(s)).plus(q.pow(s).times(beta.over(s)));
        Expr cross = p.pow(alpha).times(q.pow(beta));
        return atZero(p, alpha, straight.over(product), straight.minus(cross).over(product));
    }

    /// [a^n ln(a^n/b^n) - a^n + b^n] / n².
    private static Expr information(Expr a, Expr b, Expr n) {
        return a.pow(n).xlogy(a.over(b)).plus(b.pow(n).minus(a.pow(n)).over(n)).over(n);
    }

    /// Where p = 0 and its power n is infinite, so is the cost, although ∞ - ∞ stands in the formula.
    private static Expr atZero(Expr p, Expr n, Expr ifPowerIsZero, Expr otherwise) {
        return Expr.where(p.isEqualTo(ZERO), Expr.where(ZERO.isLessThan(n), ifPowerIsZero, p.pow(n)), otherwise);
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        Expr alpha = given.get(ALPHA);
        Expr beta = given.get(BETA);
        Expr s = alpha.plus(beta).simplify();
        if (alpha.is(0)) {
            return Optional.of(q.pow(beta).xlogy(p.over(q)).negated());
        }
        if (s.is(0)) {
            return Optional.of(p.over(q).pow(alpha).minus(1).over(alpha).negated());
        }
        // 0^α q^β is 0 or ∞, whatever q is.
        Expr cross = Expr.where(p.isEqualTo(ZERO), p.pow(alpha), p.pow(alpha).times(q.pow(beta)));
        return Optional.of(q.pow(s).minus(cross).over(alpha));
    }
}
