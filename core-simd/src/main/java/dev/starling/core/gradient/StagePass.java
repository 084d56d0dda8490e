package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A stage and what answers it.
final class StagePass {
    private final Stage stage;
    private final Pass pass;
    private final boolean once;
    private final List<Contribution> contributions = new ArrayList<>();

    /// What it has found, if that is the same at every position.
    private @Nullable RowSums taken;

    /// coefficient · the sum of this number goes to the quantity.
    private record Contribution(Quantity quantity, Expr coefficient, int number) {}

    StagePass(Stage stage, Pass pass) {
        this.stage = stage;
        this.pass = pass;
        once = stage.isOfMatrixAlone();
        for (Stage.Share share : stage.shares()) {
            List<Expr> parts = share.isOfPulls() ? stage.pulls() : stage.sums();
            share.terms().forEach(term -> contributions.add(new Contribution(share.quantity(), term.coefficient(), parts.indexOf(term.part()))));
        }
    }

    Pass pass() {
        return pass;
    }

    RowSums run(Positions y, LeafValues values, PairMatrix p) {
        RowSums known = taken;
        if (known != null) {
            return known;
        }
        // A pass over all pairs reads nothing of a sparse P.
        PairMatrix read = stage.met() == Met.NON_ZERO || p instanceof DenseMatrix ? p : null;
        RowSums rows = pass.run(y, values.with(stage.ofPoints(), y.n()), read);
        if (once) {
            taken = rows;
        }
        return rows;
    }

    /// Adds what the stage contributes to a quantity.
    ///
    /// @param rows   what it has found
    /// @param known  values of what coefficients are made of
    void addTo(double[] total, Quantity quantity, RowSums rows, LeafValues known) {
        double[][] found = quantity instanceof Quantity.Gradient ? rows.pulls() : rows.sums();
        for (Contribution contribution : contributions) {
            if (contribution.quantity.equals(quantity)) {
                add(contribution.coefficient, found[contribution.number], known, total);
            }
        }
    }

    private static void add(Expr coefficient, double[] sum, LeafValues known, double[] total) {
        if (known.differByPoint(coefficient)) {
            double[] factors = known.ofPoints(coefficient, total.length);
            for (int k = 0; k < total.length; k++) {
                total[k] += factors[k] * sum[k];
            }
        } else {
            double factor = known.of(coefficient);
            for (int k = 0; k < total.length; k++) {
                total[k] += factor * sum[k];
            }
        }
    }
}
