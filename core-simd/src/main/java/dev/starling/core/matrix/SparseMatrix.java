package dev.starling.core.matrix;

import dev.starling.core.base.Workers;
import org.apiguardian.api.API;

import java.util.Arrays;

/// An n × n matrix of pairs of which few are not 0, in compressed rows. Its pattern is symmetric: where (i, j) is stored, so is
/// (j, i), even if that is 0. The diagonal is not stored.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class SparseMatrix implements PairMatrix {
    private static final int ROWS_OF_A_TASK = 1 << 10;

    private final int n;
    private final int[] starts;
    private final int[] columns;
    private final Numbers values;
    private final Numbers transposed;

    private SparseMatrix(int n, int[] starts, int[] columns, Numbers values, Numbers transposed) {
        this.n = n;
        this.starts = starts;
        this.columns = columns;
        this.values = values;
        this.transposed = transposed;
        checkLengths();
    }

    /// Takes the arrays themselves, once they are checked; whoever hands them over must not touch them again.
    ///
    /// @param n           number of rows
    /// @param starts      n + 1 positions: row i is stored at `starts[i]` until before `starts[i + 1]`
    /// @param columns     column of each stored value, rising within a row
    /// @param values      the values at (i, j)
    /// @param transposed  the values at (j, i), in the order of `values`; the same array where the matrix is symmetric
    /// @throws IllegalArgumentException if lengths, starts or columns contradict each other, or values at (i, j) those of (j, i)
    public static SparseMatrix sharing(int n, int[] starts, int[] columns, double[] values, double[] transposed) {
        SparseMatrix matrix = trusted(n, starts, columns, values, transposed);
        matrix.checkColumns();
        matrix.checkTransposed();
        return matrix;
    }

    /// The same, taken at the word of whoever has made the arrays: only their lengths are looked at.
    public static SparseMatrix trusted(int n, int[] starts, int[] columns, double[] values, double[] transposed) {
        Numbers own = new Numbers.Doubles(values);
        return trusted(n, starts, columns, own, values == transposed ? own : new Numbers.Doubles(transposed));
    }

    /// The same for numbers of either kind.
    public static SparseMatrix trusted(int n, int[] starts, int[] columns, Numbers values, Numbers transposed) {
        return new SparseMatrix(n, starts, columns, values, transposed);
    }

    private void checkLengths() {
        if (starts.length != n + 1 || starts[0] != 0 || starts[n] != values.length() || columns.length != values.length()
                || transposed.length() != values.length()) {
            throw new IllegalArgumentException("a matrix of " + n + " rows has " + (n + 1) + " starts, the last of which is the number of its columns, "
                    + "values and transposed values, but there are " + starts.length + ", " + columns.length + ", " + values.length() + " and "
                    + transposed.length());
        }
    }

    private void checkColumns() {
        for (int i = 0; i < n; i++) {
            if (starts[i + 1] < starts[i] || starts[i + 1] > values.length()) {
                throw new IllegalArgumentException("starts must not fall, but row " + i + " is stored from " + starts[i] + " to " + starts[i + 1]);
            }
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                if (columns[e] < 0 || columns[e] >= n || columns[e] == i) {
                    throw new IllegalArgumentException(
                            "row " + i + " has a value in column " + columns[e] + ", which must be from 0 to " + (n - 1) + " and not its own");
                }
                if (e > starts[i] && columns[e] <= columns[e - 1]) {
                    throw new IllegalArgumentException("columns of a row must rise, but after others row " + i + " has " + columns[e]);
                }
            }
        }
    }

    /// Rows are gone through in their order; so the entry that mirrors (i, j) is the next of row j that no entry before has mirrored.
    private void checkTransposed() {
        int[] next = Arrays.copyOf(starts, n);
        for (int i = 0; i < n; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                int j = columns[e];
                int there = next[j]++;
                if (there >= starts[j + 1] || columns[there] != i) {
                    throw new IllegalArgumentException("(" + i + ", " + j + ") is stored, and (" + j + ", " + i + ") is not");
                }
                if (Double.compare(values.at(there), transposed.at(e)) != 0) {
                    throw new IllegalArgumentException("(" + j + ", " + i + ") is " + values.at(there) + ", and " + transposed.at(e) + " where it is said of ("
                            + i + ", " + j + ")");
                }
            }
        }
    }

    @Override
    public int n() {
        return n;
    }

    /// n + 1 positions: row i is stored from one until before the next. Shared: not to be written to.
    public int[] starts() {
        return starts;
    }

    /// Column of each stored value, rising within a row. Shared: not to be written to.
    public int[] columns() {
        return columns;
    }

    /// The values at (i, j). Shared: not to be written to.
    public Numbers values() {
        return values;
    }

    /// The values at (j, i), in the order of [#values]; the same numbers where the matrix is symmetric. Shared: not to be written to.
    public Numbers transposed() {
        return transposed;
    }

    @Override
    public boolean symmetric() {
        return values == transposed;
    }

    @Override
    public double get(int i, int j) {
        int at = Arrays.binarySearch(columns, starts[i], starts[i + 1], j);
        return at < 0 ? 0 : values.at(at);
    }

    /// Number of stored values.
    public int stored() {
        return values.length();
    }

    /// The same matrix of points in another order.
    ///
    /// @param order which point of this matrix takes a place of the other
    public SparseMatrix inOrder(int[] order, Workers workers) {
        int[] place = new int[n];
        int[] moved = new int[n + 1];
        for (int q = 0; q < n; q++) {
            place[order[q]] = q;
            moved[q + 1] = moved[q] + starts[order[q] + 1] - starts[order[q]];
        }
        int[] movedColumns = new int[columns.length];
        Numbers own = Numbers.of(values.length(), values.precision());
        Numbers mirrored = symmetric() ? own : Numbers.of(values.length(), values.precision());
        workers.run(Math.ceilDiv(n, ROWS_OF_A_TASK), task -> {
            for (int q = task * ROWS_OF_A_TASK; q < Math.min(n, (task + 1) * ROWS_OF_A_TASK); q++) {
                int from = starts[order[q]];
                long[] sorted = new long[moved[q + 1] - moved[q]];
                for (int e = 0; e < sorted.length; e++) {
                    sorted[e] = (long) place[columns[from + e]] << 32 | e;
                }
                Arrays.sort(sorted);
                for (int e = 0; e < sorted.length; e++) {
                    movedColumns[moved[q] + e] = (int) (sorted[e] >>> 32);
                    own.set(moved[q] + e, values.at(from + (int) sorted[e]));
                    if (mirrored != own) {
                        mirrored.set(moved[q] + e, transposed.at(from + (int) sorted[e]));
                    }
                }
            }
        });
        return trusted(n, moved, movedColumns, own, mirrored);
    }

    /// The same numbers in a dense matrix.
    public DenseMatrix toDense() {
        int stride = DenseMatrix.strideOf(n);
        double[] all = new double[Math.multiplyExact(n, stride)];
        for (int i = 0; i < n; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                all[i * stride + columns[e]] = values.at(e);
            }
        }
        return DenseMatrix.trusted(n, stride, all, symmetric());
    }
}
