package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Node;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.Positions;

/// Formulas of single pairs at one position, by their definition: for tests, teaching, reports and the search for what went astray.
record PairValues(Leaves leaves, PairMatrix p, Positions y, LeafValues values) {
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
        String what = "the gradient of point " + i + " is " + value;
        for (int j = 0; j < p.n(); j++) {
            for (boolean transposed : new boolean[] {false, true}) {
                int row = transposed ? j : i;
                int column = transposed ? i : j;
                if (i != j && !Double.isFinite(of(pull, row, column))) {
                    Expr culprit = firstNotFinite(pull, row, column);
                    return what + ": in pair (" + row + ", " + column + ") " + culprit + " is " + of(culprit, row, column)
                            + ", at squared distance " + y.squaredDistance(row, column) + " and p = " + p.get(row, column);
                }
            }
        }
        return what + ": points lie so far apart that their pulls overflow";
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
