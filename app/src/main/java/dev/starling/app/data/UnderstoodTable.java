package dev.starling.app.data;

import dev.starling.app.data.columns.ColumnNames;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.NumbersAsText;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.data.columns.Role;
import dev.starling.app.data.columns.Roles;
import dev.starling.app.data.columns.RowNumbers;
import dev.starling.app.data.features.Features;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import dev.starling.core.matrix.Points;
import dev.starling.core.quality.LabelKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// A table, in whatever format, whose columns have their roles: the one place where it becomes a [DataSet].
///
/// @param source   as the report has it
/// @param shown    of each column, whether it is shown with a point
/// @param features the numbers of all columns that are features, gaps among them
/// @param cells    the texts of other columns
record UnderstoodTable(
        String source, ReadOptions options, ColumnNames names, Roles roles, boolean[] shown, Features features, Cells cells) {
    static final int MIN_ROWS = 3;

    /// Texts of a table.
    interface Cells {
        /// Of the rows that are kept, in their order.
        List<String> texts(int column, int[] rows);

        /// How many features a column makes.
        default int width(int column) {
            return 1;
        }
    }

    /// @param name   of the data
    /// @param sha256 of the file
    /// @param notes  what is to be said so far
    DataSet dataSet(String name, String sha256, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        int rows = features.rows();
        int[] kept = withoutGaps(all);
        if (kept.length < MIN_ROWS) {
            throw new Fault(Exit.DATA, names.file() + " has " + Counted.of(kept.length, "row")
                    + (kept.length == rows ? "" : " without gaps") + "; an embedding needs at least " + MIN_ROWS + ". Add rows.");
        }
        all.addAll(features.notes());
        int id = roles.only(Role.ID);
        int label = roles.only(Role.LABEL);
        if (label < 0 && options.labelKind() != null) {
            throw new Fault(Exit.USAGE, names.file() + ": --label-kind says what the label stands for, and there is none: name it by --label");
        }
        List<String> ids = id < 0 ? new RowNumbers(kept) : cells.texts(id, kept);
        noteRepeated(id, ids, all);
        Points points = features.points();
        return new DataSet(
                name, source, sha256, points, features.names(), id < 0 ? null : names.get(id), ids, label < 0 ? null : names.get(label),
                label < 0 ? List.of() : cells.texts(label, kept), options.labelKind(), columns(points, kept), unseen(kept), dropped(kept, rows), List.copyOf(all));
    }

    private int[] withoutGaps(List<String> notes) {
        int before = features.rows();
        if (options.missing() == Missing.MEAN) {
            String filled = features.fillGaps();
            if (filled != null) {
                notes.add(filled);
            }
            return IntStream.range(0, before).toArray();
        }
        int[] kept = features.dropGaps();
        int dropped = before - kept.length;
        if (dropped > 0) {
            notes.add(Counted.of(dropped, "row") + " with gaps dropped");
        }
        return kept;
    }

    private void noteRepeated(int id, List<String> ids, List<String> notes) {
        int repeated = id < 0 ? 0 : ids.size() - new HashSet<>(ids).size();
        if (repeated > 0) {
            notes.add(Counted.of(repeated, "id repeats an earlier one", "ids repeat earlier ones") + " in '" + names.get(id)
                    + "' (--id for another column)");
        }
    }

    private List<DataSet.Column> columns(Points points, int[] kept) {
        List<DataSet.Column> columns = new ArrayList<>();
        int next = 0;
        for (int column = 0; column < names.size(); column++) {
            Role role = roles.of(column);
            if (shown[column] && role == Role.FEATURE) {
                columns.add(new DataSet.Column(names.get(column), new NumbersAsText(points, next), LabelKind.QUANTITY));
            } else if (shown[column]) {
                columns.add(new DataSet.Column(names.get(column), cells.texts(column, kept), role == Role.LABEL ? options.labelKind() : null));
            }
            next += role == Role.FEATURE ? cells.width(column) : 0;
        }
        return columns;
    }

    private List<DataSet.Column> unseen(int[] kept) {
        return IntStream.range(0, options.shown().counted() ? names.size() : 0)
                .filter(column -> !shown[column] && roles.of(column) == Role.SHOWN)
                .mapToObj(column -> new DataSet.Column(names.get(column), cells.texts(column, kept), null))
                .toList();
    }

    private static List<Integer> dropped(int[] kept, int rows) {
        return kept.length == rows
                ? List.of()
                : IntStream.range(0, rows).filter(row -> Arrays.binarySearch(kept, row) < 0).mapToObj(row -> row + 1).toList();
    }
}
