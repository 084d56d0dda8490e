package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.distance.SquaredDistances;
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

    private static Affinities of(PairMatrix matrix, RowCalibration rows) {
        return new Affinities(matrix, rows.scales(), rows.unreached(), rows.farthest(), rows.perplexity());
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
        return dense(points, new AffinityRule(perplexities, kind), workers);
    }

    /// P over all pairs.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Affinities dense(Points points, AffinityRule rule, Workers workers) {
        if (rule.kind() == Affinity.DISTANCE) {
            return shares(distances(points, workers));
        }
        rule.check(points.rows());
        if (AffinityRule.isOfNeighbors(rule.kind())) {
            Affinities sparse = sparse(points, rule, 1, workers, _ -> {});
            return sparse.with(((SparseMatrix) sparse.matrix).toDense());
        }
        return calibrated(squaredDistances(points, workers), rule, workers);
    }

    /// P over all pairs of points of which only the distances r are known.
    ///
    /// @throws IllegalArgumentException if a perplexity is too large for so few points
    public static Affinities ofDistances(DenseMatrix distances, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        return ofDistances(distances, new AffinityRule(perplexities, kind), workers);
    }

    /// The same by a rule.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Affinities ofDistances(DenseMatrix distances, AffinityRule rule, Workers workers) {
        if (rule.kind() == Affinity.DISTANCE) {
            return shares(distances);
        }
        rule.check(distances.n());
        double[] squared = distances.values().clone();
        for (int k = 0; k < squared.length; k++) {
            squared[k] *= squared[k];
        }
        DenseMatrix matrix = DenseMatrix.trusted(distances.n(), distances.stride(), squared, distances.symmetric());
        if (AffinityRule.isOfNeighbors(rule.kind())) {
            Affinities sparse = sparse(Neighbors.of(matrix, rule.neighbors(matrix.n()), workers), rule, workers);
            return sparse.with(((SparseMatrix) sparse.matrix).toDense());
        }
        return calibrated(matrix, rule, workers);
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
                DenseMatrix.trusted(distances.n(), distances.stride(), shares, distances.symmetric()), List.of(), 0, -1, Double.NaN);
    }

    /// Turns squared distances into P, in place.
    private static Affinities calibrated(DenseMatrix squared, AffinityRule rule, Workers workers) {
        int n = squared.n();
        int stride = squared.stride();
        double[] rows = squared.values();
        RowCalibration calibrated = new RowCalibration(n, rule);
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
        DenseMatrix p = switch (rule.kind()) {
            case ROW, RAW -> DenseMatrix.trusted(n, stride, rows, false);
            case CONDITIONAL -> {
                for (int k = 0; k < rows.length; k++) {
                    rows[k] /= n;
                }
                yield DenseMatrix.trusted(n, stride, rows, false);
            }
            case JOINT -> joint(n, stride, rows, workers);
            case FUZZY, DISTANCE, UNIFORM -> throw new IllegalArgumentException(rule.kind() + " affinities are not calibrated over all pairs");
        };
        return of(p, calibrated);
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
        return sparse(points, new AffinityRule(perplexities, kind), recall, workers, note);
    }

    /// The same by a rule.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Affinities sparse(Points points, AffinityRule rule, double recall, Workers workers, Consumer<String> note) {
        rule.check(points.rows());
        // Nothing but the copy is held on to: of very many points it is a gigabyte.
        Neighbors neighbors = Neighbors.search(points, rule.neighbors(points.rows()), recall, workers, note).byDistance();
        return inPlace(neighbors, AffinityRule.isOfNeighbors(rule.kind()) ? EqualRows.NONE : EqualRows.of(points, neighbors), rule, workers);
    }

    /// P over given neighbors.
    public static Affinities sparse(Neighbors neighbors, Perplexity perplexity, Affinity kind, Workers workers) {
        return sparse(neighbors, List.of(perplexity), kind, workers);
    }

    /// P over given neighbors, the mean over several perplexities.
    public static Affinities sparse(Neighbors neighbors, List<Perplexity> perplexities, Affinity kind, Workers workers) {
        return sparse(neighbors, new AffinityRule(perplexities, kind), workers);
    }

    /// P over given neighbors by a rule.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Affinities sparse(Neighbors given, AffinityRule rule, Workers workers) {
        return inPlace(given.byDistance(), EqualRows.NONE, rule, workers);
    }

    /// How the affinities of neighbors are kept. Beyond the points whose neighbors are searched exactly they are most of what a run holds, and of
    /// what an iteration reads; 24 bits of each are more than the search leaves certain.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Precision keptIn(int n) {
        return n <= Neighbors.EXACT_UP_TO ? Precision.DOUBLE : Precision.SINGLE;
    }

    /// Turns squared distances of neighbors into their affinities, in place, and those into P.
    private static Affinities inPlace(Neighbors neighbors, EqualRows equal, AffinityRule rule, Workers workers) {
        int n = neighbors.n();
        int k = neighbors.k();
        double[] rows = neighbors.squaredDistances();
        RowCalibration calibrated = new RowCalibration(n, rule);
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                double[] own = equal.isOf(i) ? new double[equal.others(i)] : Arrays.copyOfRange(rows, i * k, (i + 1) * k);
                double[] shares = calibrated.row(i, own);
                System.arraycopy(shares, 0, rows, i * k, k);
            }
        });
        if (rule.kind() == Affinity.CONDITIONAL) {
            for (int e = 0; e < rows.length; e++) {
                rows[e] /= n;
            }
        }
        return of(new NeighborUnion(n, k, neighbors.indices(), rows, equal, workers).as(rule.kind(), keptIn(n)), calibrated);
    }

    private static DenseMatrix joint(int n, int stride, double[] rows, Workers workers) {
        workers.run(n, i -> {
            for (int j = i + 1; j < n; j++) {
                double p = (rows[i * stride + j] + rows[j * stride + i]) / (2.0 * n);
                rows[i * stride + j] = p;
                rows[j * stride + i] = p;
            }
        });
        return DenseMatrix.trusted(n, stride, rows, true);
    }

    /// Squared distances of all pairs, bit-symmetric.
    private static DenseMatrix squaredDistances(Points points, Workers workers) {
        int n = points.rows();
        if (n > DenseMatrix.MAX_N) {
            throw new IllegalArgumentException("a dense matrix of " + n + " points is too large; use sparse affinities");
        }
        int stride = DenseMatrix.strideOf(n);
        double[] squared = new double[n * stride];
        SquaredDistances distances = SquaredDistances.ofAll(points);
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
            mirror(squared, n, stride, workers);
        }
        return DenseMatrix.trusted(n, stride, squared, true);
    }

    /// A formula may round differently for (j, i) than for (i, j), and a row may not be at exactly 0 from itself.
    private static void mirror(double[] squared, int n, int stride, Workers workers) {
        workers.run(n, i -> {
            squared[i * stride + i] = 0;
            for (int j = 0; j < i; j++) {
                squared[i * stride + j] = squared[j * stride + i];
            }
        });
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
}
