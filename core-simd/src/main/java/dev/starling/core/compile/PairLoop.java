package dev.starling.core.compile;

/// The inner loop of a pass: adds up terms of one row over columns. Has no state; many threads may share it.
///
/// Sums have a logical width of eight: output k of a row is `lanes[8 * k] .. lanes[8 * k + 7]`, and the term of column j goes to
/// lane j mod 8, in rising order of j. So the result is the same, bit for bit, from every back end and vector width.
public interface PairLoop {
    /// Number of lanes of a sum.
    int LANES = 8;

    /// Adds the terms of columns `from` until before `to`, both multiples of eight.
    ///
    /// @param columns    the coordinates, one array for each dimension, then the inputs named [PassFormula#columns]
    /// @param bases      where column 0 lies in each of these arrays
    /// @param constants  the coordinates of the row, then [PassFormula#constants], then the literals of the formulas
    /// @param lanes      the running sums, eight for each output
    void blocks(double[][] columns, int[] bases, double[] constants, int from, int to, double[] lanes);

    /// Adds the terms of those of the eight columns from `from` (a multiple of eight) whose bit is set in `mask`.
    void masked(double[][] columns, int[] bases, double[] constants, int from, int mask, double[] lanes);
}
