package dev.starling.core.matrix;

import org.apiguardian.api.API;

import java.util.Arrays;

/// An n × n matrix of pairs of which few are not 0, in compressed rows. Its pattern is symmetric: where (i, j) is stored, so is
/// (j, i), perhaps as 0. The diagonal is not stored.
///
/// @param n           number of points
/// @param starts      n + 1 positions: row i is stored at `starts[i]` until before `starts[i + 1]`
/// @param columns     column of each stored value, rising within a row
/// @param values      the values at (i, j); shared, not to be written to
/// @param transposed  the values at (j, i), in the order of `values`; the same array where the matrix is symmetric
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record SparseMatrix(int n, int[] starts, int[] columns, double[] values, double[] transposed) implements PairMatrix {
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
        return new DenseMatrix(n, stride, all, symmetric());
    }
}
