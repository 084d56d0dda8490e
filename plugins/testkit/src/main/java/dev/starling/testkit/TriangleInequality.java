package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.matrix.BoundMetric;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.Optional;

/// Whether a metric keeps the triangle inequality, d(x, z) ≤ d(x, y) + d(y, z).
///
/// It is told and no law: cosine does not keep it, and maps do not need it.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class TriangleInequality {
    /// Triples of rows that are drawn.
    public static final int TRIPLES = 3_000;

    private static final int MOST_COLUMNS = 4;
    private static final double ROUNDING = 1e-12;

    private TriangleInequality() {}

    /// A triple that breaks it, in words; empty where none of those drawn does.
    public static Optional<String> counterexample(Metric metric) {
        BoundMetric bound = new BoundMetric(metric, Arguments.defaults(metric.parameters()));
        CounterRandom random = new CounterRandom(1, 1);
        for (int t = 0; t < TRIPLES; t++) {
            int columns = 1 + t % MOST_COLUMNS;
            double[] x = row(random, 3L * t, columns);
            double[] y = row(random, 3L * t + 1, columns);
            double[] z = row(random, 3L * t + 2, columns);
            double direct = bound.distance(x, z);
            double around = bound.distance(x, y) + bound.distance(y, z);
            if (direct > around * (1 + ROUNDING) + ROUNDING) {
                return Optional.of(Arrays.toString(x) + " and " + Arrays.toString(z) + " are " + direct + " apart, by way of " + Arrays.toString(y)
                        + " only " + around);
            }
        }
        return Optional.empty();
    }

    /// Tenths, one of four 0: what is told can be checked by hand.
    private static double[] row(CounterRandom random, long number, int columns) {
        double[] row = new double[columns];
        for (int k = 0; k < columns; k++) {
            double drawn = random.uniform(number * MOST_COLUMNS + k);
            row[k] = drawn < 0.25 ? 0 : Math.round(10 * drawn) / 10.0;
        }
        return row;
    }
}
