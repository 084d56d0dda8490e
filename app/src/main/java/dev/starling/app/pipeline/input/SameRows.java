package dev.starling.app.pipeline.input;

import dev.starling.api.table.Column;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;

import java.util.Optional;

/// Whether pairs of points can be those of a table: a file of pairs names no rows, and is taken in their order. Of rows in another order, neighbors are no
/// nearer to each other than rows drawn at random, whatever they were once compared by.
final class SameRows {
    private static final int MOST_PAIRS = 1_000;
    private static final int LEAST_PAIRS = 100;

    /// Share of all pairs beyond which what is stored says little of who is near.
    private static final double MOST_STORED = 0.25;

    /// Values that are compared.
    private static final int VALUES = 2_000_000;

    /// Of rows in another order half of the pairs are nearer than drawn ones, give or take; of the same rows nearly all.
    private static final double LEAST_SHARE = 0.6;

    private final Column.SparseVectors pairs;
    private final Points points;
    private final CounterRandom random = new CounterRandom(0, 31);
    private int tried;
    private int nearer;

    private SameRows(Column.SparseVectors pairs, Points points) {
        this.pairs = pairs;
        this.points = points;
    }

    /// What to tell of pairs that cannot be those of the rows; empty where they can.
    static Optional<String> doubt(Known known, Column.SparseVectors pairs, Points points) {
        return new SameRows(pairs, points).doubt(known);
    }

    private Optional<String> doubt(Known known) {
        int stored = pairs.values().length;
        if (stored > MOST_STORED * points.rows() * points.rows()) {
            return Optional.empty();
        }
        int count = Math.min(stored, Math.clamp(VALUES / Math.max(1, points.columns()), LEAST_PAIRS, MOST_PAIRS));
        int row = 0;
        for (int k = 0; k < count; k++) {
            int at = (int) ((long) k * stored / count);
            while (pairs.starts()[row + 1] <= at) {
                row++;
            }
            meet(row, pairs.indices()[at], (int) (random.uniform(k) * points.rows()));
        }
        return tried < LEAST_PAIRS || nearer >= LEAST_SHARE * tried
                ? Optional.empty()
                : Optional.of(known.place() + ": " + Math.round(100.0 * nearer / tried) + " % of its pairs are nearer to each other than rows drawn at random, "
                        + "as where rows are in another order: is it of these rows, in this order?");
    }

    private void meet(int i, int j, int drawn) {
        if (i != j && drawn != i && drawn != j) {
            tried++;
            nearer += distance(i, j) < distance(i, drawn) ? 1 : 0;
        }
    }

    private double distance(int i, int j) {
        double[] x = points.row(i);
        double[] y = points.row(j);
        BoundMetric metric = points.metric();
        if (metric != null) {
            return metric.distance(x, y);
        }
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (x[k] - y[k]) * (x[k] - y[k]);
        }
        return sum;
    }
}
