package dev.starling.app.data.columns;

import dev.starling.app.data.cells.Notation;
import dev.starling.core.quality.LabelKind;
import org.jspecify.annotations.Nullable;

import java.util.List;

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
        @Nullable String vector) {

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

    /// Nothing is said.
    public static final ReadOptions NONE = new ReadOptions(null, null, List.of(), List.of(), null, Notation.NONE, null, null);

    public ReadOptions withLabel(@Nullable String name, @Nullable LabelKind kind) {
        return new ReadOptions(name, kind, features, exclude, id, notation, header, missing, shown, vector);
    }

    public ReadOptions withFeatures(List<String> columns) {
        return new ReadOptions(label, labelKind, columns, exclude, id, notation, header, missing, shown, vector);
    }

    public ReadOptions withMissing(@Nullable Missing how) {
        return new ReadOptions(label, labelKind, features, exclude, id, notation, header, how, shown, vector);
    }
}
