package dev.starling.core.pairs;

/// The points whose row sums are asked for.
public sealed interface Rows {
    /// Those of all points.
    record All() implements Rows {}

    /// Those of some points, in this order. The columns are still all points, but for the row's own.
    ///
    /// @param numbers  shared, not to be written to
    record Chosen(int[] numbers) implements Rows {}

    /// The point of a row.
    default int point(int row) {
        return switch (this) {
            case All() -> row;
            case Chosen(int[] numbers) -> numbers[row];
        };
    }

    /// Number of rows, of so many points.
    default int count(int points) {
        return switch (this) {
            case All() -> points;
            case Chosen(int[] numbers) -> numbers.length;
        };
    }
}
