package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Node;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.Positions;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Formulas of single pairs at one position, by their definition: for tests, teaching, reports and the search for what went astray.
///
/// @param names what points are called in messages
record PairValues(Leaves leaves, PairMatrix p, Positions y, LeafValues values, IntUnaryOperator names) {
    double of(Expr formula, int i, int j) {
        return Evaluation.of(formula, leaf -> switch (leaves.meaning(leaf)) {
            case PairLeaf.Distance distance -> switch (distance) {
                case SQUARED -> y.squaredDistance(i, j);
                case ONE_PLUS_SQUARED -> 1 + y.squaredDistance(i, j);
            };
            case PairLeaf.Matrix matrix -> switch (matrix) {
                case OWN -> p.get(i, j);
                case TRANSPOSED -> p.get(j, i);
            };
            case PairLeaf.OfRow(String name) -> values.point(name)[i];
            case PairLeaf.OfColumn(String name) -> values.point(name)[j];
            case PairLeaf.Scalar(String name) -> values.scalar(name);
        });
    }

    /// Where a sum of pulls comes from that is not finite: the pair, and the part of the formula.
    ///
    /// @param pull   of an ordered pair
    /// @param i      the point
    /// @param value  the sum
    String explain(Expr pull, int i, double value) {
        String what = "the gradient of point " + names.applyAsInt(i) + " is " + value;
        for (int j = 0; j < p.n(); j++) {
            for (boolean transposed : new boolean[] {false, true}) {
                int row = transposed ? j : i;
                int column = transposed ? i : j;
                if (i != j && !Double.isFinite(of(pull, row, column))) {
                    return what + ": " + culprit(pull, row, column);
                }
            }
        }
        return what + ": points lie so far apart that their pulls overflow";
    }

    /// Where a sum of costs comes from that is not finite: the pair, the part of the formula, and what to do where the kernel has made it so.
    ///
    /// @param cost   of an ordered pair
    /// @param weight of it
    /// @param i      a point whose sum is not finite
    /// @return empty where no single pair is to blame, as where coordinates are no numbers
    String explainCost(Expr cost, Expr weight, int i) {
        for (int j = 0; j < p.n(); j++) {
            if (i != j && Double.isFinite(y.squaredDistance(i, j)) && !Double.isFinite(of(cost, i, j))) {
                return culprit(cost, i, j)
                        + (of(weight, i, j) == 0 ? "; the kernel vanishes there: take one with a tail, or a cost that is finite at q = 0" : "");
            }
        }
        return "";
    }

    /// The pair of a row, and the part of a formula, that is not finite; empty where none is.
    String explainRow(Expr formula, int i) {
        return IntStream.range(0, p.n())
                .filter(j -> j != i && !Double.isFinite(of(formula, i, j)))
                .mapToObj(j -> culprit(formula, i, j))
                .findFirst()
                .orElse("");
    }

    private String culprit(Expr formula, int i, int j) {
        Expr culprit = firstNotFinite(formula, i, j);
        return "in pair (" + names.applyAsInt(i) + ", " + names.applyAsInt(j) + ") " + Kept.shown(culprit, leaves) + " is " + of(culprit, i, j)
                + ", at squared distance s = " + y.squaredDistance(i, j) + " and p = " + p.get(i, j);
    }

    /// The smallest part that is not finite although its own parts are.
    private Expr firstNotFinite(Expr e, int i, int j) {
        for (Expr part : ((Node) e).children()) {
            if (!Double.isFinite(of(part, i, j))) {
                return firstNotFinite(part, i, j);
            }
        }
        return e;
    }
}
