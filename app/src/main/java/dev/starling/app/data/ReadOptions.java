package dev.starling.app.data;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a user says of a table; null or empty where it is to be found out.
///
/// @param label     column to colour by
/// @param features  the only columns to use
/// @param exclude   columns to leave out
/// @param id        column that names the rows
/// @param delimiter what separates cells
/// @param header    whether the first line names the columns
/// @param missing   what is done about empty cells
public record ReadOptions(
        @Nullable String label,
        List<String> features,
        List<String> exclude,
        @Nullable String id,
        @Nullable Character delimiter,
        @Nullable Boolean header,
        @Nullable Missing missing) {}
