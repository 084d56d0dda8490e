package dev.starling.app.data.columns;

import dev.starling.app.data.cells.Notation;
import dev.starling.core.quality.LabelKind;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a user says of a table; null or empty where it is to be found out.
///
/// @param label     column to color by at first, or several with commas between them
/// @param labelKind what the label stands for
/// @param features  the only columns to use
/// @param exclude   columns to leave out
/// @param id        column that names the rows
/// @param notation  how it is written
/// @param header    whether the first line names the columns
/// @param missing   what is done about empty cells
/// @param shown     which columns are shown with a point
/// @param vector    column that holds a whole vector in each cell
/// @param named     whether the table only names and colors points, which are known by something else
public record ReadOptions(
        @Nullable String label,
        @Nullable LabelKind labelKind,
        List<String> features,
        List<String> exclude,
        @Nullable String id,
        Notation notation,
        @Nullable Boolean header,
        @Nullable Missing missing,
        Shown shown,
        @Nullable String vector,
        boolean named) {

    /// Columns that a page has, to color by and to read: all, or those that are named, without others that are named. Label and ids stay.
    ///
    /// @param counted whether text makes up the distance of rows, beside numbers
    public record Shown(List<String> only, List<String> not, boolean counted) {
        public static final Shown ALL = new Shown(List.of(), List.of(), false);
    }

    public ReadOptions(
            @Nullable String label, @Nullable LabelKind labelKind, List<String> features, List<String> exclude, @Nullable String id,
            Notation notation, @Nullable Boolean header, @Nullable Missing missing) {
        this(label, labelKind, features, exclude, id, notation, header, missing, Shown.ALL, null);
    }

    public ReadOptions(
            @Nullable String label, @Nullable LabelKind labelKind, List<String> features, List<String> exclude, @Nullable String id,
            Notation notation, @Nullable Boolean header, @Nullable Missing missing, Shown shown, @Nullable String vector) {
        this(label, labelKind, features, exclude, id, notation, header, missing, shown, vector, false);
    }

    /// Nothing is said.
    public static final ReadOptions NONE = new ReadOptions(null, null, List.of(), List.of(), null, Notation.NONE, null, null);

    /// The first option that says something of a column; empty if none does.
    public String firstOfColumns() {
        Map<String, Boolean> said = new LinkedHashMap<>();
        said.put("--label", label != null);
        said.put("--label-kind", labelKind != null);
        said.put("--features", !features.isEmpty());
        said.put("--exclude", !exclude.isEmpty());
        said.put("--id", id != null);
        said.put("--vector", vector != null);
        said.put("--show", !shown.only.isEmpty());
        said.put("--hide", !shown.not.isEmpty());
        said.put("--missing", missing != null);
        return said.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).findFirst().orElse("");
    }

    public ReadOptions withLabel(@Nullable String name, @Nullable LabelKind kind) {
        return new ReadOptions(name, kind, features, exclude, id, notation, header, missing, shown, vector, named);
    }

    public ReadOptions withFeatures(List<String> columns) {
        return new ReadOptions(label, labelKind, columns, exclude, id, notation, header, missing, shown, vector, named);
    }

    public ReadOptions withMissing(@Nullable Missing how) {
        return new ReadOptions(label, labelKind, features, exclude, id, notation, header, how, shown, vector, named);
    }

    /// Of a table that only names and colors points; the same where the user says which columns are numbers, or what becomes of rows with gaps.
    public ReadOptions ofNames() {
        boolean ofNumbers = !features.isEmpty() || vector != null || missing != null;
        return ofNumbers ? this : new ReadOptions(label, labelKind, features, exclude, id, notation, header, missing, shown, vector, true);
    }
}
