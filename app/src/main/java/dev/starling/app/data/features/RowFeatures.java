package dev.starling.app.data.features;

import dev.starling.app.data.text.Row;

import java.util.List;

/// The features of a table of text, row by row as they are read.
public sealed interface RowFeatures permits TextFeatures, VectorFeatures {
    void take(Row row);

    /// Whether one of the last rows has the sums of most columns in the rows above all of them, or their means or the like, to the digits that are shown.
    boolean sumUp(int last);

    void dropLast(int rows);

    /// All of them, which are not here any more.
    ///
    /// @throws dev.starling.app.fault.Fault if a cell was no number, a column has none, or there is a gap that nobody allows
    Features done();

    /// Columns whose integers lost digits.
    List<String> rounded();
}
