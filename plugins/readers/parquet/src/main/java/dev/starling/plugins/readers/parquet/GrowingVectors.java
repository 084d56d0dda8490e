package dev.starling.plugins.readers.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.LayerKind;
import dev.hardwood.reader.Validity;
import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;

import java.util.Arrays;
import java.util.List;

/// A list of numbers a row, all of one length; a row without a list is a gap as a whole.
final class GrowingVectors implements Growing {
    private static final int UNKNOWN = -1;

    /// Numbers for which there is room in any case, and how many rows there may be for each list beyond them.
    private static final int LITTLE_ROOM = 1 << 22;
    private static final int MOST_ROWS_A_LIST = 64;

    private final String name;
    private double[] numbers = new double[0];
    private int rows;
    private int lists;

    /// Length of a list; unknown while there was none.
    private int width = UNKNOWN;

    GrowingVectors(String name) {
        this.name = name;
    }

    @Override
    public void add(ColumnReader batch, Values values) throws UnreadableException {
        int layer = 0;
        while (batch.getLayerKind(layer) != LayerKind.REPEATED) {
            layer++;
        }
        int[] starts = batch.getLayerOffsets(layer);
        Validity elements = batch.getLeafValidity();
        Values.Numbers found = values.numbers(batch);
        for (int i = 0; i < batch.getRecordCount(); i++) {
            int length = starts[i + 1] - starts[i];
            boolean missing = length == 0;
            lists += missing ? 0 : 1;
            if (!missing && width == UNKNOWN) {
                width = length;
                int before = Growing.fitting((long) rows * width, name);
                checkLists(before);
                numbers = new double[before];
                Arrays.fill(numbers, Double.NaN);
            } else if (!missing && length != width) {
                throw new UnreadableException("row " + (rows + 1) + ", column '" + name + "'",
                        "has a list of " + length + " numbers, and those before have " + width, "Give lists of one length.");
            }
            rows++;
            if (width != UNKNOWN) {
                put(starts[i], missing, elements, found);
            }
        }
    }

    private void put(int start, boolean missing, Validity elements, Values.Numbers found) throws UnreadableException {
        int end = Growing.fitting((long) rows * width, name);
        if (end > numbers.length) {
            checkLists(end);
            numbers = Arrays.copyOf(numbers, Growing.grown(numbers.length, end));
        }
        for (int k = 0; k < width; k++) {
            numbers[end - width + k] = missing || elements.isNull(start + k) ? Double.NaN : found.at(start + k);
        }
    }

    /// @throws UnreadableException if most of the room were for lists that are not there
    private void checkLists(int needed) throws UnreadableException {
        if (needed > LITTLE_ROOM && rows / MOST_ROWS_A_LIST > lists) {
            throw new UnreadableException("column '" + name + "'", "has a list in " + lists + " of " + rows + " rows", "Leave out the rows without one.");
        }
    }

    @Override
    public Column whole() {
        int wide = Math.max(0, width);
        int values = rows * wide;
        return new Column.Vectors(name, List.of(), rows, wide, values == numbers.length ? numbers : Arrays.copyOf(numbers, values));
    }
}
