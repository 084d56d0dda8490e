package dev.starling.core.gradient;

import dev.starling.core.matrix.DenseMatrix;

/// Sums whose order depends on the number of terms only: by halves, down to eight.
final class FixedSum {
    private FixedSum() {}

    static double of(double[] terms, int from, int to) {
        if (to - from <= 8) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += terms[i];
            }
            return sum;
        }
        int middle = (from + to) >>> 1;
        return of(terms, from, middle) + of(terms, middle, to);
    }

    /// Of all numbers of a matrix, row by row.
    static double of(DenseMatrix matrix) {
        double[] rows = new double[matrix.n()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = of(matrix.values(), i * matrix.stride(), i * matrix.stride() + matrix.n());
        }
        return of(rows, 0, rows.length);
    }
}
