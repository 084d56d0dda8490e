package dev.starling.api.table;

import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.List;

/// Entries of a sparse matrix as they come, in any order. Memory grows with them, and not with what a header claims.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class Entries {
    private static final int FIRST = 1024;

    private int[] rows = new int[FIRST];
    private int[] columns = new int[FIRST];
    private double[] values = new double[FIRST];
    private int count;

    /// None yet.
    public Entries() {}

    /// One more.
    public void add(int row, int column, double value) {
        if (count == values.length) {
            int more = Math.multiplyExact(count, 2);
            rows = Arrays.copyOf(rows, more);
            columns = Arrays.copyOf(columns, more);
            values = Arrays.copyOf(values, more);
        }
        rows[count] = row;
        columns[count] = column;
        values[count++] = value;
    }

    public int count() {
        return count;
    }

    /// The matrix, where rows are numbered from `firstRow` on, and columns from `firstColumn`.
    ///
    /// @param elements names of the columns; empty where they have none
    /// @throws IllegalArgumentException if an entry lies outside, two have one place, or there are far more rows or columns than entries
    public Column.SparseVectors matrix(String name, List<String> elements, int height, int width, int firstRow, int firstColumn) {
        return Column.SparseVectors.ofEntries(name, elements, height, width, from(firstRow, rows), from(firstColumn, columns), Arrays.copyOf(values, count));
    }

    private int[] from(int first, int[] places) {
        int[] shifted = Arrays.copyOf(places, count);
        for (int at = 0; first != 0 && at < count; at++) {
            shifted[at] -= first;
        }
        return shifted;
    }
}
