package dev.starling.app.data.features;

import dev.starling.api.table.Column;
import dev.starling.app.data.cells.Cell;

import java.util.Arrays;

/// Numbers that a reader gave as they are written, as doubles.
///
/// @param values  of each row; NaN where there is none
/// @param rounded whether doubles are not all of them
public record WrittenNumbers(Column.Numbers values, boolean rounded) {

    /// @throws dev.starling.app.fault.Fault if what they differ by is lost in doubles
    public static WrittenNumbers of(String source, Column.Numerals column) {
        LongIntegers integers = new LongIntegers(1);
        double[] values = new double[column.rows()];
        for (int row = 0; row < values.length; row++) {
            String text = column.values()[row];
            values[row] = text == null ? Double.NaN : Cell.parse(text);
            if (text != null && LongIntegers.mayLose(values[row]) && Double.isFinite(values[row])) {
                integers.take(0, text, values[row]);
            }
        }
        integers.refuseLost(0, source + ": " + column.name(), Arrays.stream(values), "leave it out of the features");
        return new WrittenNumbers(new Column.Numbers(column.name(), values), integers.lost(0));
    }
}
