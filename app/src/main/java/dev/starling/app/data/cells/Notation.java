package dev.starling.app.data.cells;

import org.jspecify.annotations.Nullable;

/// What a user says of how tables are written; null where it is to be found out.
///
/// @param delimiter what separates cells; a blank stands for any number of blanks and tabs
/// @param decimal   what separates the decimals of a number: a point or a comma
/// @param thousands what stands between groups of three digits
/// @param comment   what a line begins with that is passed over
/// @param skip      how many lines before the table are passed over
public record Notation(
        @Nullable Character delimiter,
        @Nullable Character decimal,
        @Nullable Character thousands,
        @Nullable Character comment,
        @Nullable Integer skip) {

    /// Nothing is said.
    public static final Notation NONE = new Notation(null, null, null, null, null);

    /// The same, with so many lines before the table.
    public Notation skipping(int lines) {
        return new Notation(delimiter, decimal, thousands, comment, lines);
    }

    /// The same for another table, whose first lines may differ.
    public Notation elsewhere() {
        return new Notation(delimiter, decimal, thousands, comment, null);
    }
}
