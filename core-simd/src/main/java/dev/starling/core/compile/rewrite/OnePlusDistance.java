package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.compile.LoopFormula;

import java.util.List;

import static dev.starling.api.expr.tree.Algebra.ONE;

/// 1 + s as a leaf in the place of a sum, if s occurs nowhere else in the formulas of a pass: a pass begins its sum of squares at 1, and so
/// has it with one operation less. Same value as far as that sum has; the leaf stands for the sum exactly.
final class OnePlusDistance {
    private static final Leaf SQUARED = new Leaf(LoopFormula.SQUARED_DISTANCE);
    private static final Leaf ONE_PLUS_SQUARED = new Leaf(LoopFormula.ONE_PLUS_SQUARED_DISTANCE);

    private OnePlusDistance() {}

    /// The formulas in their order.
    static List<Expr> of(List<Expr> formulas) {
        List<Expr> rewritten = formulas.stream().map(OnePlusDistance::rewrite).toList();
        return rewritten.stream().anyMatch(e -> Tree.contains(e, SQUARED.name())) ? formulas : rewritten;
    }

    private static Expr rewrite(Expr e) {
        boolean isOnePlus = e.equals(new Sum(SQUARED, ONE)) || e.equals(new Sum(ONE, SQUARED));
        return isOnePlus ? ONE_PLUS_SQUARED : ((Node) e).map(OnePlusDistance::rewrite);
    }
}
