package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;

import java.util.Arrays;
import java.util.List;

/// Entries of a sparse matrix as they come, in any order. Memory grows with them, not with what a header claims.
final class Entries {
    /// Below this a matrix may have as many empty rows as it likes.
    private static final int FEW_ROWS = 1_000_000;

    /// Rows for each entry beyond which a claim is not believed.
    private static final int MOST_ROWS_AN_ENTRY = 16;

    private int[] rows = new int[1024];
    private int[] columns = new int[1024];
    private double[] values = new double[1024];
    private int count;

    void add(int row, int column, double value) {
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

    /// The matrix where columns are numbered from `first` on.
    Column.SparseVectors shifted(int first, int height, int width) {
        int[] places = Arrays.copyOf(columns, count);
        for (int at = 0; at < count; at++) {
            places[at] -= first;
        }
        return Column.SparseVectors.ofEntries("features", List.of(), height, width, Arrays.copyOf(rows, count), places, Arrays.copyOf(values, count));
    }

    int count() {
        return count;
    }

    /// @throws IllegalArgumentException if an entry lies outside, two have one place, or the matrix claims far more rows than there are entries
    Column.SparseVectors matrix(String name, List<String> elements, int height, int width) {
        if (height > FEW_ROWS && height / MOST_ROWS_AN_ENTRY > count) {
            throw new IllegalArgumentException("it claims " + height + " rows, but has " + count + " entries only");
        }
        return Column.SparseVectors.ofEntries(name, elements, height, width,
                Arrays.copyOf(rows, count), Arrays.copyOf(columns, count), Arrays.copyOf(values, count));
    }
}
