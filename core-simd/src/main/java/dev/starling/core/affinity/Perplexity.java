package dev.starling.core.affinity;

import org.apiguardian.api.API;

/// Effective number of neighbors of a point, e^H(p): at least 1, and below the number of other points.
@API(status = API.Status.STABLE, since = "1.0")
public record Perplexity(double value) {
    /// The usual choice, where there are enough points.
    public static final double USUAL = 30;

    public Perplexity {
        if (!(value >= 1 && value < Double.POSITIVE_INFINITY)) { // also refuses NaN
            throw new IllegalArgumentException("perplexity must be at least 1, but was " + value);
        }
    }

    /// 30, or a third of the other points where there are fewer than 91; at least 1.
    public static Perplexity automatic(int n) {
        return new Perplexity(Math.max(1, Math.min(USUAL, (n - 1) / 3.0)));
    }

    /// Whether n points can have it: each has n − 1 others, and as many effective neighbors only in the limit of β = 0.
    public boolean suits(int n) {
        return value < n - 1 || (value == 1 && n == 2);
    }

    /// The largest whole perplexity that suits n points.
    public static int largestFor(int n) {
        return Math.max(1, n - 2);
    }

    /// Neighbors that make up practically all of a point's affinity: three times as many, if there are.
    public int neighbors(int n) {
        return (int) Math.min(n - 1, Math.max(1, Math.floor(3 * value)));
    }

    /// Neighbors, where it is the number of those that count.
    int rounded() {
        return (int) Math.max(1, Math.rint(value));
    }
}
