package dev.starling.core.affinity;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

/// The k nearest other points of every point.
///
/// @param n                 number of points
/// @param k                 neighbours of each
/// @param indices           n · k, those of a point in the order of their distance
/// @param squaredDistances  n · k, in the same order
@API(status = API.Status.STABLE, since = "1.0")
public record Neighbors(int n, int k, int[] indices, double[] squaredDistances) {
    /// Exactly the nearest, by comparison with all. Which of many at the same distance are among them, each
    /// point draws for itself, by the numbers of the rows. Memory grows with n · k, not n².
    ///
    /// @throws IllegalArgumentException unless 1 ≤ k < n
    public static Neighbors exact(Points points, int k, Workers workers) {
        int n = points.rows();
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("k must be at least 1 and below " + n + ", but was " + k);
        }
        return new NearestSearch(points, k).run(workers);
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
