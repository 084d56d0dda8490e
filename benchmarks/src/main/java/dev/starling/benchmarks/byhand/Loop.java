package dev.starling.benchmarks.byhand;

/// A loop over some columns for one or two rows at a time.
interface Loop {
    /// Number of rows that are done together.
    int rows();

    /// Adds the terms of the pairs of rows `i` until before `i + rows()` with columns `from` until before `to` to the sums of the rows
    /// and to those of the columns.
    void run(Pairs pairs, int i, int from, int to);
}
