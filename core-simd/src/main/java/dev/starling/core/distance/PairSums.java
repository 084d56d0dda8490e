package dev.starling.core.distance;

import dev.starling.api.expr.Expr;

/// What a metric adds up over the columns of two rows, and the largest of them.
interface PairSums {
    /// Sums over the columns of each row alone, of a term in y: of the points of `to`.
    double[] ofTo(Expr term);

    /// The same of the points of `from`.
    double[] ofFrom(Expr term);

    /// What a thread works with.
    Worker worker();

    interface Worker {
        /// Sums and largest terms of [ColumnLoop#ROWS] rows, from `row` on, the last repeated where there are fewer, and points `first` until before
        /// `end`, both multiples of eight, at most [ColumnLoop#POINTS].
        ///
        /// @return by row, sum and point, the first point at 0: arrays of the worker's own
        double[][][] sums(int row, int first, int end);
    }
}
