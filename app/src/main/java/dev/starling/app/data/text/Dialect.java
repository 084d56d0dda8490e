package dev.starling.app.data.text;

import dev.starling.app.data.cells.Decimals;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// How one table is written: what a user said of it, and what its first lines show.
///
/// @param delimiter what separates cells; a blank stands for any number of blanks and tabs
/// @param quote     what stands around cells
/// @param comment   what a line begins with that is passed over; null if none is
/// @param decimals  how numbers are written
/// @param skipped   lines before the table
/// @param width     number of cells of every row; 0 for that of the first
/// @param header    names of the columns, where they are not the first row; else null
/// @param classes   columns that are told to hold classes, whatever these look like
/// @param growth    how many cells the rows have, if it is a matrix
/// @param notes     what was found out, with the options that decide otherwise
public record Dialect(
        char delimiter,
        char quote,
        @Nullable Character comment,
        Decimals decimals,
        int skipped,
        int width,
        @Nullable Row header,
        Set<Integer> classes,
        Growth growth,
        List<String> notes) {}
