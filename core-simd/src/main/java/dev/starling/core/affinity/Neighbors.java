package dev.starling.core.affinity;

import dev.starling.api.table.Column;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.List;
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
        return of(new NearestSearch(points, k).run(workers));
    }

    /// Up to so many points, all are compared with all unless a recall is asked for.
    public static final int EXACT_UP_TO = 200_000;

    /// The share of neighbors that is found beyond.
    public static final double USUAL_RECALL = 0.99;

    /// The recall of n points unless one is asked for.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static double usualRecall(int n) {
        return n <= EXACT_UP_TO ? 1 : USUAL_RECALL;
    }

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
        return of(found.nearest());
    }

    private static void checked(int k, int n) {
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("k must be at least 1 and below " + n + ", but was " + k);
        }
    }

    /// Neighbors that were found elsewhere, by their distances: those stored in a row, but for the point itself, which may be among them at
    /// distance 0. Where rows have different numbers, each has as many as the one with the fewest, its nearest.
    ///
    /// @throws IllegalArgumentException with the row, from 1, if a distance is negative or not finite, a point is not at 0 from itself or has
    ///                                  no neighbor, or there are not as many columns as rows
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Neighbors of(Column.SparseVectors distances) {
        return of(new FoundNeighbors(distances).nearest());
    }

    /// Only the nearest of these.
    ///
    /// @throws IllegalArgumentException unless 1 ≤ most ≤ k
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Neighbors nearest(int most) {
        if (most < 1 || most > k) {
            throw new IllegalArgumentException("there are 1 to " + k + " neighbors of each point, but asked for were " + most);
        }
        if (most == k) {
            return this;
        }
        int[] fewer = new int[Math.multiplyExact(n, most)];
        double[] squared = new double[fewer.length];
        for (int i = 0; i < n; i++) {
            System.arraycopy(indices, i * k, fewer, i * most, most);
            System.arraycopy(squaredDistances, i * k, squared, i * most, most);
        }
        return new Neighbors(n, most, fewer, squared);
    }

    /// The same by distances that are rounded to doubles, whose squares may differ in the last digit, and in the order of these: as they are after
    /// they were written to a file and read again.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Neighbors byDistance() {
        int[] order = indices.clone();
        double[] squared = new double[squaredDistances.length];
        for (int e = 0; e < squared.length; e++) {
            double r = Math.sqrt(squaredDistances[e]);
            squared[e] = r * r;
        }
        for (int i = 0; i < n; i++) {
            sort(i, i * k, (i + 1) * k, order, squared);
        }
        return new Neighbors(n, k, order, squared);
    }

    /// Puts neighbors of a point in their order, by insertion: nearly all are in it.
    private static void sort(int point, int from, int to, int[] indices, double[] squared) {
        for (int e = from + 1; e < to; e++) {
            int index = indices[e];
            double own = squared[e];
            int at = e;
            for (; at > from && NearestHeaps.nearer(point, own, index, squared[at - 1], indices[at - 1]); at--) {
                indices[at] = indices[at - 1];
                squared[at] = squared[at - 1];
            }
            indices[at] = index;
            squared[at] = own;
        }
    }

    /// Distances in compressed rows, as other programs take them.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Column.SparseVectors distances() {
        int[] row = new int[indices.length];
        double[] r = new double[indices.length];
        for (int e = 0; e < r.length; e++) {
            row[e] = e / k;
            r[e] = Math.sqrt(squaredDistances[e]);
        }
        return Column.SparseVectors.ofEntries("distances", List.of(), n, n, row, indices, r);
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
        return of(nearest);
    }

    private static Neighbors of(NearestHeaps sorted) {
        return new Neighbors(sorted.points(), sorted.each(), sorted.others(), sorted.distances());
    }
}
