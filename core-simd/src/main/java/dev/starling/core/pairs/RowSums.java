package dev.starling.core.pairs;

/// What a pass gives.
///
/// @param sums   an array over the rows for each sum of the formula. Where only totals are asked for ([PassFormula#totals]), over all rows,
///               no row by itself is right: a term may have gone to the row of the other point
/// @param pulls  an array over the coordinates, dimension-major, for each pull
public record RowSums(double[][] sums, double[][] pulls) {
    /// All of them 0.
    public static RowSums zero(PassFormula formula, int rows) {
        return new RowSums(
                new double[formula.sums().size()][rows], new double[formula.pulls().size()][rows * formula.dimensions()]);
    }
}
