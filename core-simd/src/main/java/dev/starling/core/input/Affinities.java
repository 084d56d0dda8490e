package dev.starling.core.input;

import dev.starling.api.Affinity;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.Workers;
import org.apiguardian.api.API;

import java.util.Arrays;

/// Input affinities P of a data set, and how they came to be.
///
/// @param matrix      P
/// @param precisions  βᵢ, by which each row reaches the perplexity
/// @param unreached   number of rows that do not reach it, because too many points lie at one distance
@API(status = API.Status.STABLE, since = "1.0")
public record Affinities(PairMatrix matrix, double[] precisions, int unreached) {
    private static final int BLOCK = 32;

    /// P over all pairs.
    ///
    /// @throws IllegalArgumentException if the perplexity is too large for so few points
    public static Affinities dense(Points points, Perplexity perplexity, Affinity kind, Workers workers) {
        checked(points.rows(), perplexity);
        return calibrated(squaredDistances(points, workers), perplexity, kind, workers);
    }

    /// P over all pairs of points of which only the distances r are known.
    ///
    /// @throws IllegalArgumentException if the perplexity is too large for so few points
    public static Affinities ofDistances(DenseMatrix distances, Perplexity perplexity, Affinity kind, Workers workers) {
        checked(distances.n(), perplexity);
        double[] squared = distances.values().clone();
        for (int k = 0; k < squared.length; k++) {
            squared[k] *= squared[k];
        }
        DenseMatrix matrix = new DenseMatrix(distances.n(), distances.stride(), squared, distances.symmetric());
        return calibrated(matrix, perplexity, kind, workers);
    }

    /// Turns squared distances into P, in place.
    private static Affinities calibrated(DenseMatrix squared, Perplexity perplexity, Affinity kind, Workers workers) {
        int n = squared.n();
        int stride = squared.stride();
        double[] rows = squared.values();
        double[] precisions = new double[n];
        boolean[] reached = new boolean[n];
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            Calibration calibration = new Calibration();
            double[] others = new double[n - 1];
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                System.arraycopy(rows, i * stride, others, 0, i);
                System.arraycopy(rows, i * stride + i + 1, others, i, n - 1 - i);
                double least = Arrays.stream(others).min().orElse(0);
                calibration.calibrate(others, 0, n - 1, perplexity.value());
                precisions[i] = calibration.precision();
                reached[i] = calibration.reached();
                if (kind == Affinity.RAW) {
                    unnormalize(others, precisions[i], least);
                }
                System.arraycopy(others, 0, rows, i * stride, i);
                System.arraycopy(others, i, rows, i * stride + i + 1, n - 1 - i);
            }
        });
        DenseMatrix p = switch (kind) {
            case ROW, RAW -> new DenseMatrix(n, stride, rows, false);
            case CONDITIONAL -> {
                for (int k = 0; k < rows.length; k++) {
                    rows[k] /= n;
                }
                yield new DenseMatrix(n, stride, rows, false);
            }
            case JOINT -> joint(n, stride, rows);
        };
        return new Affinities(p, precisions, unreached(reached));
    }

    /// P over the nearest neighbours only, three times the perplexity of each point; memory grows with n · perplexity.
    ///
    /// @throws IllegalArgumentException if the perplexity is too large for so few points
    public static Affinities sparse(Points points, Perplexity perplexity, Affinity kind, Workers workers) {
        int n = checked(points.rows(), perplexity);
        return sparse(Neighbors.exact(points, perplexity.neighbors(n), workers), perplexity, kind, workers);
    }

    /// P over given neighbours.
    public static Affinities sparse(Neighbors neighbors, Perplexity perplexity, Affinity kind, Workers workers) {
        int n = neighbors.n();
        int k = neighbors.k();
        double[] rows = neighbors.squaredDistances().clone();
        double[] precisions = new double[n];
        boolean[] reached = new boolean[n];
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            Calibration calibration = new Calibration();
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                double least = rows[i * k];
                calibration.calibrate(rows, i * k, k, perplexity.value());
                precisions[i] = calibration.precision();
                reached[i] = calibration.reached();
                if (kind == Affinity.RAW) {
                    double[] row = Arrays.copyOfRange(rows, i * k, (i + 1) * k);
                    unnormalize(row, precisions[i], least);
                    System.arraycopy(row, 0, rows, i * k, k);
                }
            }
        });
        if (kind == Affinity.CONDITIONAL) {
            for (int e = 0; e < rows.length; e++) {
                rows[e] /= n;
            }
        }
        return new Affinities(union(neighbors, rows, kind == Affinity.JOINT), precisions, unreached(reached));
    }

    private static int checked(int n, Perplexity perplexity) {
        if (!perplexity.suits(n)) {
            throw new IllegalArgumentException("perplexity " + text(perplexity.value()) + " is too large for " + n
                    + " points: it must be below " + (n - 1) + "; " + Perplexity.largestFor(n) + " is the largest that works");
        }
        return n;
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static int unreached(boolean[] reached) {
        int count = 0;
        for (boolean row : reached) {
            count += row ? 0 : 1;
        }
        return count;
    }

    /// From shares of a row back to exp(−β r²): the largest belongs to the least distance.
    private static void unnormalize(double[] row, double precision, double least) {
        double largest = Arrays.stream(row).max().orElse(1);
        double top = precision == Double.POSITIVE_INFINITY ? (least == 0 ? 1 : 0) : Elementary.exp(-precision * least);
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j] / largest * top;
        }
    }

    private static DenseMatrix joint(int n, int stride, double[] rows) {
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double p = (rows[i * stride + j] + rows[j * stride + i]) / (2.0 * n);
                rows[i * stride + j] = p;
                rows[j * stride + i] = p;
            }
        }
        return new DenseMatrix(n, stride, rows, true);
    }

    /// Squared distances of all pairs, bit-symmetric.
    private static DenseMatrix squaredDistances(Points points, Workers workers) {
        int n = points.rows();
        if (n > DenseMatrix.MAX_N) {
            throw new IllegalArgumentException("a dense matrix of " + n + " points is too large; use sparse affinities");
        }
        int stride = DenseMatrix.strideOf(n);
        double[] squared = new double[n * stride];
        SquaredDistances distances = new SquaredDistances(points);
        int rows = SquaredDistances.ROWS;
        workers.run((n + rows - 1) / rows, block -> {
            int first = block * rows;
            distances.forEachTile(first, 64, (from, count, tile) -> {
                for (int r = 0; r < rows && first + r < n; r++) {
                    System.arraycopy(tile[r], 0, squared, (first + r) * stride + from, count);
                }
            });
        });
        return new DenseMatrix(n, stride, squared, true);
    }

    /// Distances r of all pairs.
    public static DenseMatrix distances(Points points, Workers workers) {
        DenseMatrix squared = squaredDistances(points, workers);
        double[] values = squared.values();
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.sqrt(values[k]);
        }
        return squared;
    }

    /// The rows of neighbours as a matrix with a symmetric pattern: (p + pᵀ)/2n if joint, else p and pᵀ side by side.
    private static SparseMatrix union(Neighbors neighbors, double[] rows, boolean joint) {
        int n = neighbors.n();
        int k = neighbors.k();
        int[] indices = neighbors.indices().clone();
        int[][] columns = new int[n][];
        double[][] values = new double[n][];
        for (int i = 0; i < n; i++) {
            sortByColumn(indices, rows, i * k, k);
            columns[i] = Arrays.copyOfRange(indices, i * k, (i + 1) * k);
            values[i] = Arrays.copyOfRange(rows, i * k, (i + 1) * k);
        }
        // The transpose: rows are visited in order, so its columns rise.
        int[] incoming = new int[n + 1];
        for (int[] row : columns) {
            for (int j : row) {
                incoming[j + 1]++;
            }
        }
        for (int j = 0; j < n; j++) {
            incoming[j + 1] += incoming[j];
        }
        int[] next = Arrays.copyOf(incoming, n);
        int[] sources = new int[n * k];
        double[] turned = new double[n * k];
        for (int i = 0; i < n; i++) {
            for (int e = 0; e < k; e++) {
                int at = next[columns[i][e]]++;
                sources[at] = i;
                turned[at] = values[i][e];
            }
        }
        return merge(n, columns, values, incoming, sources, turned, joint);
    }

    private static SparseMatrix merge(
            int n, int[][] columns, double[][] values, int[] incoming, int[] sources, double[] turned, boolean joint) {
        int most = Math.multiplyExact(2, sources.length);
        int[] starts = new int[n + 1];
        int[] merged = new int[most];
        double[] forward = new double[most];
        double[] backward = joint ? forward : new double[most];
        int stored = 0;
        for (int i = 0; i < n; i++) {
            int a = 0;
            int b = incoming[i];
            while (a < columns[i].length || b < incoming[i + 1]) {
                int own = a < columns[i].length ? columns[i][a] : Integer.MAX_VALUE;
                int other = b < incoming[i + 1] ? sources[b] : Integer.MAX_VALUE;
                double p = own <= other ? values[i][a++] : 0;
                double t = other <= own ? turned[b++] : 0;
                merged[stored] = Math.min(own, other);
                if (joint) {
                    forward[stored] = (p + t) / (2.0 * n);
                } else {
                    forward[stored] = p;
                    backward[stored] = t;
                }
                stored++;
            }
            starts[i + 1] = stored;
        }
        double[] kept = Arrays.copyOf(forward, stored);
        return new SparseMatrix(
                n, starts, Arrays.copyOf(merged, stored), kept, joint ? kept : Arrays.copyOf(backward, stored));
    }

    private static void sortByColumn(int[] columns, double[] values, int at, int count) {
        long[] order = new long[count];
        for (int e = 0; e < count; e++) {
            order[e] = (long) columns[at + e] << 32 | e;
        }
        Arrays.sort(order);
        double[] sorted = new double[count];
        for (int e = 0; e < count; e++) {
            sorted[e] = values[at + (int) order[e]];
        }
        for (int e = 0; e < count; e++) {
            columns[at + e] = (int) (order[e] >>> 32);
            values[at + e] = sorted[e];
        }
    }
}
