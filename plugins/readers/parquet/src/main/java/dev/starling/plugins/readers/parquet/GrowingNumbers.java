package dev.starling.plugins.readers.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A number a row. If a whole number has more digits than a double, all are kept as they are written: they may be names.
final class GrowingNumbers implements Growing {
    private final String name;
    private double[] numbers = new double[0];
    private int rows;
    private @Nullable GrowingTexts names;

    GrowingNumbers(String name) {
        this.name = name;
    }

    @Override
    public void add(ColumnReader batch, Values values) throws UnreadableException {
        int count = batch.getRecordCount();
        Validity validity = batch.getLeafValidity();
        Values.Numbers found = values.numbers(batch);
        if (names == null && (Values.isIndex(name) || !found.areExact(count, validity))) {
            names = GrowingTexts.of(name, Arrays.copyOf(numbers, rows));
        }
        if (names != null) {
            names.add(batch, values);
            return;
        }
        int needed = Growing.fitting((long) rows + count, name);
        if (needed > numbers.length) {
            numbers = Arrays.copyOf(numbers, Growing.grown(numbers.length, needed));
        }
        for (int i = 0; i < count; i++) {
            numbers[rows++] = validity.isNull(i) ? Double.NaN : found.at(i);
        }
    }

    @Override
    public Column whole() {
        if (names != null) {
            return names.whole() instanceof Column.Texts(String called, String[] digits) && !Values.isIndex(name) ? new Column.Numerals(called, digits) : names.whole();
        }
        return new Column.Numbers(name, rows == numbers.length ? numbers : Arrays.copyOf(numbers, rows));
    }
}
