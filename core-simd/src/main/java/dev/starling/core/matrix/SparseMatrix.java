package dev.starling.core.matrix;

import org.apiguardian.api.API;

import java.util.Arrays;

/// An n × n matrix of pairs of which few are not 0, in compressed rows. Its pattern is symmetric: where (i, j) is stored, so is
/// (j, i), perhaps as 0. The diagonal is not stored.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class SparseMatrix implements PairMatrix {
    private final int n;
    private final int[] starts;
    private final int[] columns;
    private final double[] values;
    private final double[] transposed;

    private SparseMatrix(int n, int[] starts, int[] columns, double[] values, double[] transposed) {
        this.n = n;
        this.starts = starts;
        this.columns = columns;
        this.values = values;
        this.transposed = transposed;
        check();
    }

    /// Takes the arrays themselves; whoever hands them over must not touch them again.
    ///
    /// @param n           number of rows
    /// @param starts      n + 1 positions: row i is stored at `starts[i]` until before `starts[i + 1]`
    /// @param columns     column of each stored value, rising within a row
    /// @param values      the values at (i, j)
    /// @param transposed  the values at (j, i), in the order of `values`; the same array where the matrix is symmetric
    /// @throws IllegalArgumentException if lengths, starts or columns contradict each other
    public static SparseMatrix sharing(int n, int[] starts, int[] columns, double[] values, double[] transposed) {
        return new SparseMatrix(n, starts, columns, values, transposed);
    }

    private void check() {
        if (starts.length != n + 1 || starts[0] != 0 || starts[n] != values.length || columns.length != values.length
                || transposed.length != values.length) {
            throw new IllegalArgumentException("a matrix of " + n + " rows has " + (n + 1) + " starts, the last of which is the number of its columns, "
                    + "values and transposed values, but there are " + starts.length + ", " + columns.length + ", " + values.length + " and "
                    + transposed.length);
        }
        for (int i = 0; i < n; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                if (columns[e] < 0 || e > starts[i] && columns[e] <= columns[e - 1]) {
                    throw new IllegalArgumentException("columns of a row must rise, but after others row " + i + " has " + columns[e]);
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
    public double[] values() {
        return values;
    }

    /// The values at (j, i), in the order of [#values]; the same array where the matrix is symmetric. Shared: not to be written to.
    public double[] transposed() {
        return transposed;
    }

    @Override
    public boolean symmetric() {
        return values == transposed;
    }

    @Override
    public double get(int i, int j) {
        int at = Arrays.binarySearch(columns, starts[i], starts[i + 1], j);
        return at < 0 ? 0 : values[at];
    }

    /// Number of stored values.
    public int stored() {
        return values.length;
    }

    /// The same numbers in a dense matrix.
    public DenseMatrix toDense() {
        int stride = DenseMatrix.strideOf(n);
        double[] all = new double[Math.multiplyExact(n, stride)];
        for (int i = 0; i < n; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                all[i * stride + columns[e]] = values[e];
            }
        }
        return DenseMatrix.sharing(n, stride, all, symmetric());
    }
}
