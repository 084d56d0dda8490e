package dev.starling.app.data.columns;

import java.util.AbstractList;
import java.util.Arrays;

/// Rows called by their numbers in the table, from 1.
public final class RowNumbers extends AbstractList<String> {
    private final int[] rows;

    /// @param rows those that were kept, from 0
    public RowNumbers(int[] rows) {
        this.rows = rows;
    }

    @Override
    public String get(int row) {
        return Integer.toString(rows[row] + 1);
    }

    @Override
    public int size() {
        return rows.length;
    }
}
