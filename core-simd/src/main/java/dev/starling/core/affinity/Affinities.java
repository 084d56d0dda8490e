package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Input affinities P of a data set, and how they came to be.
///
/// @param matrix      P; the mean over the perplexities if there are several
/// @param scales      for each perplexity, βᵢ of every row; none for shares of distance
/// @param unreached   number of rows that do not reach a perplexity, because too many points lie at one distance
/// @param farthest    the row among them whose perplexity is the farthest off, in proportion; -1 if all reach it
/// @param perplexity  of that row; NaN if there is none
@API(status = API.Status.STABLE, since = "1.0")
public record Affinities(PairMatrix matrix, List<double[]> scales, int unreached, int farthest, double perplexity) {
    private static final int BLOCK = 32;

    public Affinities {
        scales = List.copyOf(scales);
    }

    /// βᵢ, by which each row reaches the (first) perplexity.
    public double[] precisions() {
        return scales.getFirst();
    }

    /// P over all pairs.
    ///
    /// @throws IllegalArgumentException if the perplexity is too large for so few points
    public static Affinities dense(Points points, Perplexity perplexity, Affinity kind, Workers workers) {
        return dense(points, List.of(perplexity), kind, workers);
    }

    /// P over all pairs, the mean over several perplexities.
    public static Affinities dense(Points points, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        if (kind == Affinity.DISTANCE) {
            return shares(distances(points, workers));
        }
        checked(points.rows(), perplexities);
        if (isOfNeighbors(kind)) {
            Affinities sparse = sparse(points, perplexities, kind, workers);
            return sparse.with(((SparseMatrix) sparse.matrix).toDense());
        }
        return calibrated(squaredDistances(points, workers), perplexities, kind, workers);
    }

    /// P over all pairs of points of which only the distances r are known.
    ///
    /// @throws IllegalArgumentException if a perplexity is too large for so few points
    public static Affinities ofDistances(DenseMatrix distances, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        if (kind == Affinity.DISTANCE) {
            return shares(distances);
        }
        checked(distances.n(), perplexities);
        double[] squared = distances.values().clone();
        for (int k = 0; k < squared.length; k++) {
            squared[k] *= squared[k];
        }
        DenseMatrix matrix = DenseMatrix.sharing(distances.n(), distances.stride(), squared, distances.symmetric());
        if (isOfNeighbors(kind)) {
            int k = neighbors(perplexities, kind, matrix.n());
            Affinities sparse = sparse(Neighbors.of(matrix, k, workers), perplexities, kind, workers);
            return sparse.with(((SparseMatrix) sparse.matrix).toDense());
        }
        return calibrated(matrix, perplexities, kind, workers);
    }

    private Affinities with(PairMatrix other) {
        return new Affinities(other, scales, unreached, farthest, perplexity);
    }

    /// Every distance as a share of their sum.
    private static Affinities shares(DenseMatrix distances) {
        double[] rows = new double[distances.n()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                rows[i] += distances.get(i, j);
            }
        }
        double sum = 0;
        for (double row : rows) {
            sum += row;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("all distances are 0, so none has a share of their sum");
        }
        double[] shares = distances.values().clone();
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return new Affinities(
                DenseMatrix.sharing(distances.n(), distances.stride(), shares, distances.symmetric()), List.of(), 0, -1, Double.NaN);
    }

    /// Turns squared distances into P, in place.
    private static Affinities calibrated(DenseMatrix squared, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        int n = squared.n();
        int stride = squared.stride();
        double[] rows = squared.values();
        Calibrated calibrated = new Calibrated(n, perplexities, kind);
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            double[] others = new double[n - 1];
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                System.arraycopy(rows, i * stride, others, 0, i);
                System.arraycopy(rows, i * stride + i + 1, others, i, n - 1 - i);
                double[] shares = calibrated.row(i, others);
                System.arraycopy(shares, 0, rows, i * stride, i);
                System.arraycopy(shares, i, rows, i * stride + i + 1, n - 1 - i);
            }
        });
        DenseMatrix p = switch (kind) {
            case ROW, RAW -> DenseMatrix.sharing(n, stride, rows, false);
            case CONDITIONAL -> {
                for (int k = 0; k < rows.length; k++) {
                    rows[k] /= n;
                }
                yield DenseMatrix.sharing(n, stride, rows, false);
            }
            case JOINT -> joint(n, stride, rows);
            case FUZZY, DISTANCE, UNIFORM -> throw new IllegalArgumentException(kind + " affinities are not calibrated over all pairs");
        };
        return calibrated.with(p);
    }

    /// P over the nearest neighbors only, three times the perplexity of each point; memory grows with n · perplexity.
    ///
    /// @throws IllegalArgumentException if the perplexity is too large for so few points
    public static Affinities sparse(Points points, Perplexity perplexity, Affinity kind, Workers workers) {
        return sparse(points, List.of(perplexity), kind, workers);
    }

    /// P over the nearest neighbors, the mean over several perplexities; neighbors are those of the largest.
    public static Affinities sparse(Points points, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        return sparse(points, perplexities, kind, 1, workers, _ -> {});
    }

    /// P over nearest neighbors of which at least a share is found; see [Neighbors#search].
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Affinities sparse(
            Points points, List<Perplexity> perplexities, Affinity kind, double recall, Workers workers, Consumer<String> note) {
        int n = checked(points.rows(), perplexities);
        return sparse(Neighbors.search(points, neighbors(perplexities, kind, n), recall, workers, note), perplexities, kind, workers);
    }

    private static int neighbors(List<Perplexity> perplexities, Affinity kind, int n) {
        if (kind == Affinity.DISTANCE) {
            throw new IllegalArgumentException("normalized distances are over all pairs: they need a dense matrix");
        }
        return perplexities.stream()
                .mapToInt(p -> isOfNeighbors(kind) ? count(p) : p.neighbors(n))
                .max()
                .orElseThrow();
    }

    /// Whether the perplexity is the number of neighbors that count, also where P is stored over all pairs.
    private static boolean isOfNeighbors(Affinity kind) {
        return kind == Affinity.FUZZY || kind == Affinity.UNIFORM;
    }

    private static int count(Perplexity perplexity) {
        return (int) Math.max(1, Math.rint(perplexity.value()));
    }

    /// P over given neighbors.
    public static Affinities sparse(Neighbors neighbors, Perplexity perplexity, Affinity kind, Workers workers) {
        return sparse(neighbors, List.of(perplexity), kind, workers);
    }

    /// P over given neighbors, the mean over several perplexities.
    public static Affinities sparse(Neighbors neighbors, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        int n = neighbors.n();
        int k = neighbors.k();
        double[] rows = neighbors.squaredDistances().clone();
        Calibrated calibrated = new Calibrated(n, perplexities, kind);
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                double[] shares = calibrated.row(i, Arrays.copyOfRange(rows, i * k, (i + 1) * k));
                System.arraycopy(shares, 0, rows, i * k, k);
            }
        });
        if (kind == Affinity.CONDITIONAL) {
            for (int e = 0; e < rows.length; e++) {
                rows[e] /= n;
            }
        }
        return calibrated.with(union(neighbors, rows, kind));
    }

    /// Rows being calibrated to one or several perplexities; rows may be done by several threads.
    ///
    /// @param found for each row the perplexity that it has in the place of one that it does not reach, the farthest off if there are
    ///              several; NaN if it reaches all
    /// @param off   by what factor that is off
    private record Calibrated(List<Perplexity> perplexities, Affinity kind, List<double[]> scales, double[] found, double[] off) {
        Calibrated(int n, List<Perplexity> perplexities, Affinity kind) {
            this(perplexities, kind, perplexities.stream().map(_ -> new double[n]).toList(), new double[n], new double[n]);
        }

        /// Affinities of row i from its squared distances, which are left alone.
        double[] row(int i, double[] squared) {
            double[] mean = new double[squared.length];
            found[i] = Double.NaN;
            for (int u = 0; u < perplexities.size(); u++) {
                Calibration calibration = new Calibration();
                double[] own = squared.clone();
                if (kind == Affinity.UNIFORM) {
                    calibration.uniform(own, count(perplexities.get(u)));
                } else if (kind == Affinity.FUZZY) {
                    calibration.fuzzy(own, perplexities.get(u).value());
                } else {
                    calibration.calibrate(own, 0, own.length, perplexities.get(u).value());
                    if (kind == Affinity.RAW) {
                        unnormalize(own, calibration.precision(), Arrays.stream(squared).min().orElse(0));
                    }
                }
                scales.get(u)[i] = calibration.precision();
                double factor = calibration.perplexity() / perplexities.get(u).value();
                factor = Math.max(factor, 1 / factor);
                if (!calibration.reached() && factor > off[i]) {
                    found[i] = calibration.perplexity();
                    off[i] = factor;
                }
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += own[j] / perplexities.size();
                }
            }
            return mean;
        }

        Affinities with(PairMatrix matrix) {
            int unreached = 0;
            int farthest = -1;
            for (int i = 0; i < off.length; i++) {
                unreached += off[i] > 0 ? 1 : 0;
                farthest = off[i] > 0 && (farthest < 0 || off[i] > off[farthest]) ? i : farthest;
            }
            return new Affinities(matrix, scales, unreached, farthest, farthest < 0 ? Double.NaN : found[farthest]);
        }
    }

    private static int checked(int n, List<Perplexity> perplexities) {
        for (Perplexity perplexity : perplexities) {
            if (!perplexity.suits(n)) {
                throw new IllegalArgumentException("perplexity " + text(perplexity.value()) + " is too large for " + n
                        + " points: it must be below " + (n - 1) + "; " + Perplexity.largestFor(n) + " is the largest that works");
            }
        }
        return n;
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
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
        return DenseMatrix.sharing(n, stride, rows, true);
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
        if (points.metric() != null) {
            mirror(squared, n, stride);
        }
        return DenseMatrix.sharing(n, stride, squared, true);
    }

    /// A formula may round otherwise from the other side, and from a row to itself.
    private static void mirror(double[] squared, int n, int stride) {
        for (int i = 0; i < n; i++) {
            squared[i * stride + i] = 0;
            for (int j = 0; j < i; j++) {
                squared[i * stride + j] = squared[j * stride + i];
            }
        }
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

    /// The rows of neighbors as a matrix with a symmetric pattern: (p + pᵀ)/2n if joint or uniform, 1 − (1 − p)(1 − pᵀ) if fuzzy, else p and pᵀ side by
    /// side.
    private static SparseMatrix union(Neighbors neighbors, double[] rows, Affinity kind) {
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
        return merge(n, columns, values, incoming, sources, turned, kind);
    }

    private static SparseMatrix merge(
            int n, int[][] columns, double[][] values, int[] incoming, int[] sources, double[] turned, Affinity kind) {
        boolean symmetric = kind == Affinity.JOINT || kind == Affinity.FUZZY || kind == Affinity.UNIFORM;
        int most = Math.multiplyExact(2, sources.length);
        int[] starts = new int[n + 1];
        int[] merged = new int[most];
        double[] forward = new double[most];
        double[] backward = symmetric ? forward : new double[most];
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
                if (kind == Affinity.JOINT || kind == Affinity.UNIFORM) {
                    forward[stored] = (p + t) / (2.0 * n);
                } else if (kind == Affinity.FUZZY) {
                    forward[stored] = 1 - (1 - p) * (1 - t);
                } else {
                    forward[stored] = p;
                    backward[stored] = t;
                }
                stored++;
            }
            starts[i + 1] = stored;
        }
        double[] kept = Arrays.copyOf(forward, stored);
        return SparseMatrix.sharing(
                n, starts, Arrays.copyOf(merged, stored), kept, symmetric ? kept : Arrays.copyOf(backward, stored));
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
