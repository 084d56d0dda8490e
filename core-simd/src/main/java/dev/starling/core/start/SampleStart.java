package dev.starling.core.start;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import org.apiguardian.api.API;

import java.util.Arrays;

/// A start for very many points: some of them, drawn evenly, are embedded by themselves; they begin where that map has them, and the others at
/// the mean of their neighbors, weighted by the affinities. Large clusters, which hundreds of iterations over all points would leave in pieces,
/// are whole then from the beginning (Kobak & Berens, Nat. Commun. 2019).
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class SampleStart {
    /// Points that are embedded first, at most: as many as show clusters of a few in ten thousand.
    public static final int MOST = 25_000;

    /// Of fewer points no sample is worth a map of its own.
    public static final int LEAST_POINTS = 2_000;

    private static final int SHARE = 10;

    private static final int SAMPLE_USE = 23;

    /// Points that a task takes.
    private static final int RUN = 1 << 12;

    private final int[] rows;
    private final int n;

    /// @throws IllegalArgumentException if there are too few points
    public SampleStart(int n, long seed) {
        if (n < LEAST_POINTS) {
            throw new IllegalArgumentException("a start from a sample is for at least " + LEAST_POINTS + " rows, and there are " + n
                    + ": start from principal components");
        }
        this.n = n;
        CounterRandom random = new CounterRandom(seed, SAMPLE_USE);
        int size = size(n);
        rows = new int[size];
        Arrays.setAll(rows, r -> (int) (((long) r * n + (long) (random.uniform(r) * n)) / size));
    }

    /// Number of the points of a sample of n.
    public static int size(int n) {
        return Math.min(MOST, n / SHARE);
    }

    /// Numbers of the points of the sample, in rising order.
    public int[] rows() {
        return rows.clone();
    }

    /// The points of the sample.
    public Points of(Points all) {
        return all.rows(rows);
    }

    /// All points, centered, the first coordinate with a standard deviation of `spread`.
    ///
    /// @param p    affinities of all points
    /// @param map  coordinates of the sample, dimension-major
    public double[] placed(SparseMatrix p, double[] map, int dimensions, double spread, long seed, Workers workers) {
        double[] y = new double[Math.multiplyExact(n, dimensions)];
        boolean[] known = new boolean[n];
        for (int r = 0; r < rows.length; r++) {
            known[rows[r]] = true;
            for (int k = 0; k < dimensions; k++) {
                y[k * n + rows[r]] = map[k * rows.length + r];
            }
        }
        boolean[] before;
        do {
            before = known;
            known = placeNeighbors(p, y, known, dimensions, workers);
        } while (!Arrays.equals(known, before));
        CounterRandom random = new CounterRandom(seed, SAMPLE_USE);
        for (int i = 0; i < n; i++) {
            // What no path of neighbors leads to lies anywhere among the others.
            int like = rows[(int) (random.uniform((long) rows.length + i) * rows.length)];
            for (int k = 0; k < dimensions && !known[i]; k++) {
                y[k * n + i] = y[k * n + like];
            }
        }
        double size = Apart.spread(y, n, dimensions);
        scale(y, dimensions, spread > 0 && size > 0 ? spread / size : 1);
        Apart.coincident(y, n, dimensions, Apart.SHARE * Apart.spread(y, n, dimensions), new CounterRandom(seed, Apart.APART_USE));
        return y;
    }

    /// Places those that have neighbors with a place; all by what was known before, so that the order does not matter.
    private boolean[] placeNeighbors(SparseMatrix p, double[] y, boolean[] known, int dimensions, Workers workers) {
        boolean[] then = known.clone();
        workers.run(Math.ceilDiv(n, RUN), run -> {
            for (int i = run * RUN; i < Math.min(n, (run + 1) * RUN); i++) {
                then[i] = known[i] || place(i, p, y, known, dimensions);
            }
        });
        return then;
    }

    private boolean place(int i, SparseMatrix p, double[] y, boolean[] known, int dimensions) {
        double total = 0;
        double[] mean = new double[dimensions];
        for (int e = p.starts()[i]; e < p.starts()[i + 1]; e++) {
            int j = p.columns()[e];
            double weight = p.values().at(e) + p.transposed().at(e);
            if (known[j] && weight > 0) {
                total += weight;
                for (int k = 0; k < dimensions; k++) {
                    mean[k] += weight * y[k * n + j];
                }
            }
        }
        for (int k = 0; k < dimensions && total > 0; k++) {
            y[k * n + i] = mean[k] / total;
        }
        return total > 0;
    }

    private void scale(double[] y, int dimensions, double factor) {
        for (int k = 0; k < dimensions; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[k * n + i];
            }
            for (int i = 0; i < n; i++) {
                y[k * n + i] = (y[k * n + i] - sum / n) * factor;
            }
        }
    }
}
