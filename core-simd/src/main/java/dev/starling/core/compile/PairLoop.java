package dev.starling.core.compile;

/// The inner loop of a pass: adds up the terms of some rows over columns. Has no state; many threads may share it.
///
/// Sums have a logical width, [dev.starling.core.base.Precision#lanes()]: a call adds the term of its first column to lane 0, that of the next
/// to lane 1, and so on round all lanes. Terms are added to a column in the order of rows. So the result is the same, bit
/// for bit, from every back end and vector width, and however many rows a turn of the loop takes.
public interface PairLoop {
    /// Rows that a call of [#blocks] takes: 1, 2, 4 or 8. They share the loads of a column.
    int rows();

    /// Adds the terms of rows `row` until before `row + rows()` of the operands, for columns `from` until before `to`, a multiple
    /// of the number of lanes.
    ///
    /// Where each pair keeps sums of its own, they begin at 0, and a width of columns behind the last may be taken too.
    void blocks(Operands<?> operands, int row, int from, int to);

    /// Adds the terms of the first rows of the operands, as many as there are masks, for those of a width of columns from `at` whose bit
    /// is set in the mask of the row.
    ///
    /// @throws UnsupportedOperationException where each pair keeps sums of its own: they come in whole blocks
    default void masked(Operands<?> operands, int[] masks, int at) {
        throw new UnsupportedOperationException(this + " takes whole blocks");
    }

    /// Adds an output's totals of the first rows of the operands to `sums`, from `at` on, and begins their lanes anew at 0.
    default void takeRows(Operands<?> operands, int output, int count, double[] sums, int at) {
        operands.takeRows(output, count, sums, at);
    }
}
