package dev.starling.core.exact;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.pairs.Leaves;
import org.apiguardian.api.API;

import java.util.List;

import static dev.starling.api.expr.tree.Algebra.ONE;

/// Formulas of one pass as a loop computes them soonest: with few divisions, and 1 + s in place of s.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class LoopForm {
    private LoopForm() {}

    /// The formulas in their order.
    public static List<Expr> of(List<Expr> formulas) {
        return withOnePlus(Reciprocals.shared(formulas));
    }

    /// The formulas with 1 + s in place of a sum of both, if s occurs nowhere else.
    private static List<Expr> withOnePlus(List<Expr> formulas) {
        List<Expr> joined = formulas.stream().map(LoopForm::withOnePlus).toList();
        return joined.stream().anyMatch(e -> Tree.contains(e, Leaves.SQUARED_DISTANCE.name())) ? formulas : joined;
    }

    private static Expr withOnePlus(Expr e) {
        boolean isOnePlus = e.equals(new Sum(Leaves.SQUARED_DISTANCE, ONE)) || e.equals(new Sum(ONE, Leaves.SQUARED_DISTANCE));
        return isOnePlus ? Leaves.ONE_PLUS_SQUARED_DISTANCE : ((Node) e).map(LoopForm::withOnePlus);
    }
}
