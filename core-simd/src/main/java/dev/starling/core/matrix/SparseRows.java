package dev.starling.core.matrix;

import org.apiguardian.api.API;

import java.util.Arrays;

/// Rows of which few values are not 0, in compressed rows.
///
/// @param columns length of a row
/// @param starts  row i has `starts[i]` until before `starts[i + 1]`
/// @param indices column of each value, rising within a row
/// @param values  finite
@API(status = API.Status.INTERNAL, since = "1.0")
public record SparseRows(int columns, int[] starts, int[] indices, double[] values) {
    /// @throws IllegalArgumentException if lengths, starts or indices contradict each other, or a value is not finite
    public SparseRows {
        if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != values.length || indices.length != values.length) {
            throw new IllegalArgumentException("compressed rows begin at 0 and end with as many indices as values");
        }
        for (int row = 0; row + 1 < starts.length; row++) {
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                if (indices[at] < (at == starts[row] ? 0 : indices[at - 1] + 1) || indices[at] >= columns) {
                    throw new IllegalArgumentException("columns of a row must rise and be below " + columns + ", but row " + row + " has " + indices[at]);
                }
                if (!Double.isFinite(values[at])) {
                    throw new IllegalArgumentException("row " + row + ", column " + indices[at] + " is " + values[at] + ", which is not finite");
                }
            }
        }
    }

    public int rows() {
        return starts.length - 1;
    }

    /// Other values in the same places.
    public SparseRows with(double[] others) {
        return new SparseRows(columns, starts, indices, others);
    }

    double get(int row, int column) {
        int at = Arrays.binarySearch(indices, starts[row], starts[row + 1], column);
        return at < 0 ? 0 : values[at];
    }

    SparseRows rows(int[] some) {
        int[] chosen = new int[some.length + 1];
        for (int r = 0; r < some.length; r++) {
            chosen[r + 1] = Math.addExact(chosen[r], starts[some[r] + 1] - starts[some[r]]);
        }
        int[] places = new int[chosen[some.length]];
        double[] stored = new double[places.length];
        for (int r = 0; r < some.length; r++) {
            System.arraycopy(indices, starts[some[r]], places, chosen[r], chosen[r + 1] - chosen[r]);
            System.arraycopy(values, starts[some[r]], stored, chosen[r], chosen[r + 1] - chosen[r]);
        }
        return new SparseRows(columns, chosen, places, stored);
    }

    /// Puts the stored values of some columns of a row where they belong; the others are left as they are.
    ///
    /// @param out receives column `from` at `at`
    public void copy(int row, int from, int to, double[] out, int at) {
        for (int e = first(row, from); e < starts[row + 1] && indices[e] < to; e++) {
            out[at + indices[e] - from] = values[e];
        }
    }

    /// The first stored value of a row whose column is not before `from`.
    public int first(int row, int from) {
        if (from == 0) {
            return starts[row];
        }
        int at = Arrays.binarySearch(indices, starts[row], starts[row + 1], from);
        return at < 0 ? -at - 1 : at;
    }

    boolean allTheSame() {
        double[] first = new double[columns];
        if (rows() > 0) {
            copy(0, 0, columns, first, 0);
        }
        double[] other = new double[columns];
        for (int row = 1; row < rows(); row++) {
            Arrays.fill(other, 0);
            copy(row, 0, columns, other, 0);
            for (int k = 0; k < columns; k++) {
                if (other[k] != first[k]) {
                    return false;
                }
            }
        }
        return true;
    }
}
