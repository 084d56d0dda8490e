package dev.starling.app.data.columns;

import dev.starling.api.table.Column;

import java.util.List;
import java.util.Objects;

/// Cells of a table that a reader gave, as text.
public final class TableText {
    private TableText() {}

    /// A cell of any column; nothing of vectors, which are no text.
    public static String of(Column column, int row) {
        return switch (column) {
            case Column.Numbers(_, double[] values) -> NumbersAsText.text(values[row]);
            case Column.Numerals numerals -> Objects.requireNonNullElse(numerals.values()[row], "");
            case Column.Texts texts -> Objects.requireNonNullElse(texts.values()[row], "");
            case Column.Categories(_, int[] codes, List<String> levels) -> codes[row] < 0 ? "" : levels.get(codes[row]);
            case Column.Vectors _, Column.SparseVectors _ -> "";
        };
    }
}
