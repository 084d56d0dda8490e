package dev.starling.core.affinity;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.function.Consumer;

/// The k nearest other points of every point.
///
/// @param n                 number of points
/// @param k                 neighbors of each
/// @param indices           n · k, those of a point in the order of their distance
/// @param squaredDistances  n · k, in the same order
@API(status = API.Status.STABLE, since = "1.0")
public record Neighbors(int n, int k, int[] indices, double[] squaredDistances) {
    /// Exactly the nearest, by comparison with all. Which of many at the same distance are among them, each
    /// point draws for itself, by the numbers of the rows. Memory grows with n · k, not n².
    ///
    /// @throws IllegalArgumentException unless 1 ≤ k < n
    public static Neighbors exact(Points points, int k, Workers workers) {
        checked(k, points.rows());
        return new NearestSearch(points, k).run(workers);
    }

    /// Up to so many points, all are compared with all unless a recall is asked for.
    public static final int EXACT_UP_TO = 200_000;

    /// The share of neighbors that is found beyond.
    public static final double USUAL_RECALL = 0.99;

    /// At least a share of the nearest, of points of which it is measured, by looking through the nearest of many cells.
    ///
    /// @param recall at least that share; with 1, all points are compared with all
    /// @param note   hears what was measured
    /// @throws IllegalArgumentException unless 1 ≤ k < n and 0 < recall ≤ 1
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Neighbors search(Points points, int k, double recall, Workers workers, Consumer<String> note) {
        if (!(recall > 0 && recall <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("the recall of neighbors must be above 0 and at most 1, but was " + recall);
        }
        if (recall == 1) {
            return exact(points, k, workers);
        }
        checked(k, points.rows());
        NeighborCells.Found found = new NeighborCells(points, k, workers).find(recall);
        note.accept("neighbors are looked for in the nearest " + found.probes() + " of " + found.cells()
                + " cells; of " + Math.min(1000, points.rows()) + " rows, " + 100 * Math.floor(found.recall() * 1e4) / 1e4 + " % were found");
        return found.neighbors();
    }

    private static void checked(int k, int n) {
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("k must be at least 1 and below " + n + ", but was " + k);
        }
    }

    /// The nearest by a matrix of squared distances.
    static Neighbors of(DenseMatrix squaredDistances, int k, Workers workers) {
        int n = squaredDistances.n();
        NearestHeaps nearest = new NearestHeaps(n, k, false);
        workers.run(n, i -> {
            double[] row = new double[DenseMatrix.strideOf(n)];
            System.arraycopy(squaredDistances.values(), i * squaredDistances.stride(), row, 0, n);
            nearest.offerToOne(i, 0, n, row);
            nearest.sort(i);
        });
        return nearest.found();
    }
}
