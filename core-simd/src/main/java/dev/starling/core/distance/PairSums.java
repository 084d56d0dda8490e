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
        /// Sums and largest terms of row i and points `first` until before `end`, both multiples of eight, in the places of the points.
        void fill(int i, int first, int end, double[][] sums);
    }
}
