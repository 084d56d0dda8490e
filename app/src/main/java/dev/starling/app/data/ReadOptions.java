package dev.starling.app.data;

import dev.starling.core.quality.LabelKind;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a user says of a table; null or empty where it is to be found out.
///
/// @param label     column to colour by
/// @param labelKind what the label stands for
/// @param features  the only columns to use
/// @param exclude   columns to leave out
/// @param id        column that names the rows
/// @param notation  how it is written
/// @param header    whether the first line names the columns
/// @param missing   what is done about empty cells
public record ReadOptions(
        @Nullable String label,
        @Nullable LabelKind labelKind,
        List<String> features,
        List<String> exclude,
        @Nullable String id,
        Notation notation,
        @Nullable Boolean header,
        @Nullable Missing missing) {

    /// Nothing is said.
    public static final ReadOptions NONE = new ReadOptions(null, null, List.of(), List.of(), null, Notation.NONE, null, null);

    ReadOptions withLabel(@Nullable String name, @Nullable LabelKind kind) {
        return new ReadOptions(name, kind, features, exclude, id, notation, header, missing);
    }

    ReadOptions withMissing(@Nullable Missing how) {
        return new ReadOptions(label, labelKind, features, exclude, id, notation, header, how);
    }
}
