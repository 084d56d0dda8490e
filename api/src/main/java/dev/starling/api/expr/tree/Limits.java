package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

/// Keeps formulas small enough to compile, and says so where they are written.
public final class Limits {
    private Limits() {}

    /// Returns `e` if it is within the limits of [Expr].
    ///
    /// @throws IllegalArgumentException if it is too large or too deep
    public static Expr check(Expr e) {
        if (count(e, Expr.MAX_NODES, 0) < 0) {
            throw new IllegalArgumentException("a formula may have at most " + Expr.MAX_NODES
                    + " terms and operations, and this one has more: split it, or write it shorter");
        }
        return e;
    }

    /// What is left of `budget` nodes after `e`, or a negative number; stops counting there, so that sharing cannot blow it up.
    private static int count(Expr e, int budget, int depth) {
        if (depth >= Expr.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a formula may be at most " + Expr.MAX_DEPTH + " operations deep, and this one is deeper: write it flatter");
        }
        int left = budget - 1;
        for (Expr child : ((Node) e).children()) {
            if (left < 0) {
                return left;
            }
            left = count(child, left, depth + 1);
        }
        return left;
    }
}
