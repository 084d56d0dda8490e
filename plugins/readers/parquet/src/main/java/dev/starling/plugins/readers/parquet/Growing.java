package dev.starling.plugins.readers.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;

/// A column that is not yet whole: its rows come in batches, and memory grows with them.
interface Growing {
    /// The rows of a batch.
    void add(ColumnReader batch, Values values) throws UnreadableException;

    Column whole();

    /// The length of an array that has room for more.
    static int grown(int length, long needed) {
        return (int) Math.clamp(2L * length, needed, Integer.MAX_VALUE - 8);
    }

    /// The number of values that an array must hold.
    static int fitting(long values, String column) throws UnreadableException {
        if (values > Integer.MAX_VALUE - 8) {
            throw new UnreadableException("column '" + column + "'", "has " + values + " values or more, and 2^31 are the most that are held", "Take a part of the rows.");
        }
        return (int) values;
    }
}
