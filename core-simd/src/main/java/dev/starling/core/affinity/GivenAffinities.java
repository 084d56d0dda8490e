package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.api.table.Column;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Numbers;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.function.Consumer;

/// Affinities P that were made elsewhere.
///
/// They are brought to what their kind asks for: where it is symmetric, to the mean of both directions; where it has a sum, to that sum. What
/// already is so, up to rounding, stays as it is, bit for bit. Where all pairs are given, P is dense.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class GivenAffinities {
    /// How far rounding may take a sum from 1.
    private static final double ROUNDING = 1e-9;

    private final Column.SparseVectors given;
    private final Affinity kind;
    private final Consumer<String> note;
    private final int n;

    private GivenAffinities(Column.SparseVectors given, Affinity kind, Consumer<String> note) {
        this.given = given;
        this.kind = kind;
        this.note = note;
        this.n = given.rows();
    }

    /// @param given n × n numbers in compressed rows
    /// @param note  hears what was done to them
    /// @throws IllegalArgumentException with the row, from 1, if a number is negative or not finite, or one on the diagonal is not 0; if a row that
    ///                                  must sum to 1 has none; or if there are not as many columns as rows
    public static PairMatrix of(Column.SparseVectors given, Affinity kind, Consumer<String> note) {
        if (given.width() != given.rows()) {
            throw new IllegalArgumentException("affinities have a column for each row, but these have " + given.rows() + " rows and " + given.width()
                    + " columns");
        }
        return new GivenAffinities(given, kind, note).matrix();
    }

    private PairMatrix matrix() {
        check();
        SparseMatrix matrix = withTranspose();
        SparseMatrix shared = switch (kind) {
            case JOINT, UNIFORM -> summingToOne(symmetric(matrix));
            case FUZZY -> symmetric(matrix);
            case CONDITIONAL -> summingToOne(matrix);
            case ROW -> rowsSummingToOne(matrix);
            case RAW -> matrix;
            case DISTANCE -> throw new IllegalArgumentException("shares of distance are no affinities: give the distances");
        };
        return shared.stored() == (long) n * (n - 1) && n <= DenseMatrix.MAX_N ? shared.toDense() : shared;
    }

    private void check() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int e = given.starts()[i]; e < given.starts()[i + 1]; e++) {
                double p = given.values()[e];
                if (!(p >= 0 && p < Double.POSITIVE_INFINITY)) { // also refuses NaN
                    throw new IllegalArgumentException("row " + (i + 1) + ", column " + (given.indices()[e] + 1) + " is " + p
                            + ", but an affinity must be a number, at least 0");
                } else if (given.indices()[e] == i && p > 0) {
                    throw new IllegalArgumentException("row " + (i + 1) + " has an affinity of " + p
                            + " to itself: leave the diagonal out, or 0");
                }
                sum += p;
            }
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the affinities sum to " + sum + ", and must to a number above 0");
        }
    }

    /// Both directions of each pair that has one, without the diagonal.
    private SparseMatrix withTranspose() {
        Column.SparseVectors turned = turned();
        int[] starts = new int[n + 1];
        int[] columns = new int[Math.multiplyExact(2, given.values().length)];
        double[] forward = new double[columns.length];
        double[] backward = new double[columns.length];
        int stored = 0;
        for (int i = 0; i < n; i++) {
            int a = given.starts()[i];
            int b = turned.starts()[i];
            while (a < given.starts()[i + 1] || b < turned.starts()[i + 1]) {
                int own = a < given.starts()[i + 1] ? given.indices()[a] : Integer.MAX_VALUE;
                int other = b < turned.starts()[i + 1] ? turned.indices()[b] : Integer.MAX_VALUE;
                columns[stored] = Math.min(own, other);
                forward[stored] = own <= other ? given.values()[a++] : 0;
                backward[stored] = other <= own ? turned.values()[b++] : 0;
                stored += columns[stored] == i ? 0 : 1;
            }
            starts[i + 1] = stored;
        }
        double[] values = Arrays.copyOf(forward, stored);
        double[] transposed = Arrays.copyOf(backward, stored);
        return SparseMatrix.trusted(n, starts, Arrays.copyOf(columns, stored), values, Arrays.equals(values, transposed) ? values : transposed);
    }

    private Column.SparseVectors turned() {
        int[] row = new int[given.values().length];
        for (int i = 0; i < n; i++) {
            Arrays.fill(row, given.starts()[i], given.starts()[i + 1], i);
        }
        return Column.SparseVectors.ofEntries(given.name(), given.elements(), n, n, /* row= */ given.indices(), /* index= */ row, given.values());
    }

    private SparseMatrix symmetric(SparseMatrix matrix) {
        if (matrix.symmetric()) {
            return matrix;
        }
        note.accept("the affinities are not symmetric: the mean of both directions is taken");
        double[] mean = new double[matrix.stored()];
        for (int e = 0; e < mean.length; e++) {
            mean[e] = matrix.values().at(e) / 2 + matrix.transposed().at(e) / 2;
        }
        return SparseMatrix.trusted(n, matrix.starts(), matrix.columns(), mean, mean);
    }

    private SparseMatrix summingToOne(SparseMatrix matrix) {
        double sum = 0;
        for (int e = 0; e < matrix.stored(); e++) {
            sum += matrix.values().at(e);
        }
        if (Math.abs(sum - 1) <= ROUNDING) {
            return matrix;
        }
        note.accept("the affinities sum to " + sum + ", and are divided by it");
        double[] values = divided(matrix.values(), sum);
        return SparseMatrix.trusted(n, matrix.starts(), matrix.columns(), values, matrix.symmetric() ? values : divided(matrix.transposed(), sum));
    }

    private static double[] divided(Numbers values, double by) {
        return values.stream().map(value -> value / by).toArray();
    }

    private SparseMatrix rowsSummingToOne(SparseMatrix matrix) {
        double[] sums = new double[n];
        boolean off = false;
        for (int i = 0; i < n; i++) {
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                sums[i] += matrix.values().at(e);
            }
            if (sums[i] == 0) {
                throw new IllegalArgumentException("row " + (i + 1) + " has no affinities, and each row must sum to 1");
            }
            off |= Math.abs(sums[i] - 1) > ROUNDING;
        }
        if (!off) {
            return matrix;
        }
        note.accept("rows of the affinities do not sum to 1, and are divided by their sums");
        double[] values = new double[matrix.stored()];
        double[] transposed = new double[matrix.stored()];
        for (int i = 0; i < n; i++) {
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                values[e] = matrix.values().at(e) / sums[i];
                transposed[e] = matrix.transposed().at(e) / sums[matrix.columns()[e]];
            }
        }
        return SparseMatrix.trusted(n, matrix.starts(), matrix.columns(), values, transposed);
    }
}
