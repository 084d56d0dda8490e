package dev.starling.plugins.costs;

import dev.starling.api.expr.Expr;

/// The formulas of which several costs are made.
///
/// Those named `…ByLog` are b · ∂/∂b of the one before. They are written down where the derived form has terms that cancel.
final class Divergence {
    static final Expr ZERO = Expr.constant(0);
    static final Expr ONE = Expr.constant(1);

    /// An affinity at most this is as good as none: below it, the quotient of two affinities need not be a number.
    /// 2⁻¹²⁶, the smallest normal float, so that it is more than 0 in either precision.
    private static final Expr NONE = Expr.constant(0x1p-126);

    private static final double NOT_SMALL = 0.25;

    private Divergence() {}

    /// a ln(a/b), and 0 where a = 0.
    static Expr kullbackLeibler(Expr a, Expr b) {
        return a.xlogy(a.over(b));
    }

    /// The divergence the other way round, b ln(b/a), by ln b.
    static Expr reverseByLog(Expr a, Expr b) {
        return kullbackLeibler(b, a).plus(b);
    }

    /// I-divergence: a ln(a/b) - a + b, which is 0 only where a = b, without any help of other pairs.
    static Expr information(Expr a, Expr b) {
        return kullbackLeibler(a, b).minus(a).plus(b);
    }

    /// The I-divergence the other way round, by ln b.
    static Expr reverseInformationByLog(Expr a, Expr b) {
        return kullbackLeibler(b, a);
    }

    /// share · a + (1 - share) · b, really without the other part at either end, where that part may be infinite.
    static Expr mixture(Expr share, Expr a, Expr b) {
        if (share.is(0)) {
            return b;
        }
        if (share.is(1)) {
            return a;
        }
        return share.times(a).plus(ONE.minus(share).times(b));
    }

    /// Jensen-Shannon divergence of JSE, with mixture z = κ a + (1-κ) b:
    ///
    ///     a ln(a/z) / (1-κ) + b ln(b/z) / κ
    ///
    /// With ln(z/a) = log1p((1-κ)(b-a)/a) and ln(z/b) = log1p(κ(a-b)/b) it keeps its digits for κ near 0 and 1 and for a near b,
    /// and it may be computed pair by pair: it is a sum of I-divergences, and tends to one of them at either end.
    static Expr jensenShannon(Expr a, Expr b, Expr kappa) {
        if (kappa.is(0)) {
            return information(a, b);
        }
        if (kappa.is(1)) {
            return information(b, a);
        }
        Expr rest = ONE.minus(kappa);
        Expr first = a.times(b.minus(a).over(a).times(rest).log1p()).over(rest);
        return Expr.where(a.isAtMost(NONE), withoutPartner(b, kappa), first.negated().minus(second(a, b, kappa)));
    }

    /// b ln(b/z) / κ. Where κ is not small ln(z/b) needs no help to be right to a rounding of b, which is all that a sum over pairs
    /// keeps; and the plain logarithm is the faster one.
    ///
    /// @param least  what κ is not below; it may be a leaf, as where the formula is shown
    static Expr jensenShannonByLog(Expr a, Expr b, Expr kappa, double least) {
        if (kappa.is(0)) {
            return b.minus(a);
        }
        if (kappa.is(1)) {
            return reverseInformationByLog(a, b);
        }
        if (least >= NOT_SMALL) {
            Expr mixtureByB = a.over(b.max(NONE)).times(kappa).plus(ONE.minus(kappa));
            return b.times(mixtureByB.log()).over(kappa).negated();
        }
        return Expr.where(a.isAtMost(NONE), withoutPartner(b, kappa), second(a, b, kappa).negated());
    }

    /// b ln(b/z) / κ where a = 0 and thus z = (1-κ) b: linear in b, so that most pairs of a sparse P cost no logarithm.
    private static Expr withoutPartner(Expr b, Expr kappa) {
        return b.times(kappa.negated().log1p().over(kappa).negated());
    }

    /// b ln(z/b) / κ.
    private static Expr second(Expr a, Expr b, Expr kappa) {
        return b.times(a.minus(b).over(b.max(NONE)).times(kappa).log1p()).over(kappa);
    }
}
