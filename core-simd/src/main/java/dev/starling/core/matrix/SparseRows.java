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

    /// Whether two rows have the same values; a zero that is stored is one like any other.
    boolean areEqual(int row, int other) {
        int a = filled(row, starts[row]);
        int b = filled(other, starts[other]);
        while (a < starts[row + 1] && b < starts[other + 1]) {
            if (indices[a] != indices[b] || values[a] != values[b]) {
                return false;
            }
            a = filled(row, a + 1);
            b = filled(other, b + 1);
        }
        return a == starts[row + 1] && b == starts[other + 1];
    }

    /// Of the values of a row; the same for equal ones.
    int hash(int row) {
        int hash = 1;
        for (int at = filled(row, starts[row]); at < starts[row + 1]; at = filled(row, at + 1)) {
            hash = 31 * (31 * hash + indices[at]) + Double.hashCode(values[at]);
        }
        return hash;
    }

    /// The first value of a row from a place on that is not 0, or the end of the row.
    private int filled(int row, int from) {
        int at = from;
        while (at < starts[row + 1] && values[at] == 0) {
            at++;
        }
        return at;
    }
}
