package dev.starling.plugins.readers.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// A text a row; the same text is kept once.
final class GrowingTexts implements Growing {
    private final String name;
    private final Map<String, String> known = new HashMap<>();
    private String[] texts = new String[0];
    private int rows;

    GrowingTexts(String name) {
        this.name = name;
    }

    /// Whole numbers as texts.
    static GrowingTexts of(String name, double[] numbers) {
        GrowingTexts column = new GrowingTexts(name);
        column.texts = new String[numbers.length];
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                column.texts[column.rows] = Long.toString((long) number);
            }
            column.rows++;
        }
        return column;
    }

    @Override
    public void add(ColumnReader batch, Values values) throws UnreadableException {
        int count = batch.getRecordCount();
        int needed = Growing.fitting((long) rows + count, name);
        if (needed > texts.length) {
            texts = Arrays.copyOf(texts, Growing.grown(texts.length, needed));
        }
        Validity validity = batch.getLeafValidity();
        IntFunction<String> found = values.texts(batch);
        for (int i = 0; i < count; i++, rows++) {
            if (validity.isNotNull(i)) {
                texts[rows] = known.computeIfAbsent(found.apply(i), same -> same);
            }
        }
    }

    @Override
    public Column whole() {
        return new Column.Texts(Values.isIndex(name) ? "index" + name.replaceAll("\\D", "").replaceFirst("^0$", "") : name, Arrays.copyOf(texts, rows));
    }
}
