package dev.starling.app.data.features;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Problems;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.cells.VectorText;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Columns of text of a table that a reader gave, one of which may hold vectors: that which is told to, or the only one that does where there are no
/// numbers.
public record TextVectors(String source, Table table, ReadOptions options) {
    private static final int SAMPLE_ROWS = 1_000;

    /// Numbers for which there is room in any case, and how many rows there may be for each vector beyond them.
    private static final long LITTLE_ROOM = 1 << 22;
    private static final long MOST_ROWS_A_VECTOR = 64;

    /// The table with such a column as one of vectors.
    public Table read() {
        Column.Texts found = options.vector() == null ? byItself() : told(options.vector());
        if (found == null) {
            return table;
        }
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(columns.indexOf(found), vectors(found));
        return new Table(table.rows(), columns);
    }

    private Column.@Nullable Texts told(String name) {
        return table.columns().stream()
                .filter(column -> Spelling.areAlike(column.name(), name) && column instanceof Column.Texts)
                .map(Column.Texts.class::cast)
                .findFirst()
                .orElse(null);
    }

    private Column.@Nullable Texts byItself() {
        boolean others = table.columns().stream().anyMatch(column -> !(column instanceof Column.Texts) && !(column instanceof Column.Categories));
        List<Column.Texts> found = table.columns().stream()
                .filter(column -> column instanceof Column.Texts texts && holdsVectors(texts))
                .map(Column.Texts.class::cast)
                .toList();
        return others || found.size() != 1 ? null : found.getFirst();
    }

    private static boolean holdsVectors(Column.Texts column) {
        List<String> sample = Arrays.stream(column.values()).limit(SAMPLE_ROWS).filter(Objects::nonNull).toList();
        return !sample.isEmpty() && sample.stream().allMatch(text -> VectorText.width(text) > 0);
    }

    /// Of all vectors: not most of it for those that are not there.
    private int checkedSize(Column.Texts column, int width) {
        long numbers = (long) table.rows() * width;
        long there = Arrays.stream(column.values()).filter(Objects::nonNull).count();
        if (numbers > LITTLE_ROOM && table.rows() / MOST_ROWS_A_VECTOR > there) {
            throw new Fault(Exit.DATA, source + ": '" + column.name() + "' has a vector in " + there + " of " + table.rows() + " rows. Leave out the rows without one.");
        } else if (numbers > Integer.MAX_VALUE - 8) {
            throw new Fault(Exit.RESOURCES, source + " has " + table.rows() + " vectors of " + width + " numbers in '" + column.name()
                    + "', more than fit into memory at once. Take fewer rows.");
        }
        return (int) numbers;
    }

    private Column.Vectors vectors(Column.Texts column) {
        String first = Arrays.stream(column.values()).filter(Objects::nonNull).findFirst().orElse("");
        int width = VectorText.width(first);
        if (width == 0) {
            throw new Fault(Exit.DATA, source + ": " + Cell.shown(first) + " in '" + column.name()
                    + "' is no vector of numbers. Take another column for --vector.");
        }
        double[] values = new double[checkedSize(column, width)];
        Problems unusable = new Problems();
        for (int row = 0; row < table.rows(); row++) {
            String text = column.values()[row];
            String fault = text == null ? null : VectorText.read(text, width, values, row * width);
            if (text == null) {
                Arrays.fill(values, row * width, (row + 1) * width, Double.NaN);
            } else if (fault != null) {
                unusable.add(source + ", row " + (row + 1) + ", " + column.name(), fault, "Write whole vectors of one length, or leave such rows out.");
            }
        }
        unusable.refuse();
        return new Column.Vectors(column.name(), List.of(), table.rows(), width, values);
    }
}
