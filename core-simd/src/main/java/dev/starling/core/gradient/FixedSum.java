package dev.starling.core.gradient;

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
}
