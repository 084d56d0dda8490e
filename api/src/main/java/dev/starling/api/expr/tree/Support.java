package dev.starling.api.expr.tree;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

/// Where formulas are 0.
public final class Support {
    private Support() {}

    /// Whether a formula is 0 over more than a point, as far as its shape tells: as max(1 - f, 0) beyond 1.
    public static boolean isLimited(Expr e) {
        return switch (e) {
            case Where(Condition _, Expr a, Expr b) -> isLimitedOrZero(a) || isLimitedOrZero(b);
            case Maximum(Expr a, Expr b) -> isLimitedOrZero(a) || isLimitedOrZero(b);
            case Minimum(Expr a, Expr b) -> isLimitedOrZero(a) || isLimitedOrZero(b);
            case Sum(Expr a, Expr b) -> isLimited(a) && isLimited(b);
            case Product(Expr a, Expr b) -> isLimited(a) || isLimited(b);
            case Quotient(Expr a, Expr _) -> isLimited(a);
            case Negation(Expr a) -> isLimited(a);
            case Square(Expr a) -> isLimited(a);
            case SquareRoot(Expr a) -> isLimited(a);
            case Power(Expr a, Expr _) -> isLimited(a);
            default -> false;
        };
    }

    private static boolean isLimitedOrZero(Expr e) {
        return e.is(0) || isLimited(e);
    }
}
