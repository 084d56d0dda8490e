package dev.starling.core.base;

import org.apiguardian.api.API;

/// Sums whose order depends on the number of terms only: by halves, down to eight.
@API(status = API.Status.INTERNAL, since = "1.0")
public final class FixedSum {
    private FixedSum() {}

    public static double of(double[] terms, int from, int to) {
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
