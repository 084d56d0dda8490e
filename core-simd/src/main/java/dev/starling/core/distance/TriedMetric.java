package dev.starling.core.distance;

import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Whether a metric is a distance of the rows at hand: a formula may be one of the numbers that it was tried with, and none of those of a user. Some rows
/// are tried, all pairs of them; few enough to take no time beside what follows, all where they are few.
final class TriedMetric {
    private static final int MOST_ROWS = 256;
    private static final int LEAST_ROWS = 16;

    /// That are taken at a time.
    private static final int ROWS = 4;

    /// Values that are compared, roughly.
    private static final int VALUES = 20_000_000;

    /// Share of a distance by which rounding makes it another from the other side, and share of the largest.
    private static final double ROUNDING = 1e-6;

    /// Share of the largest distance that rounding makes of 0: a root of what is left of a difference has half the digits.
    private static final double ROUNDING_OF_NOTHING = 1e-4;

    private TriedMetric() {}

    /// @throws IllegalArgumentException naming two rows, from 1 on, if their distance is another from the other side, or if a row
    ///                                  that is not all zeros is not at 0 from itself
    static void check(Points points) {
        BoundMetric metric = points.metric();
        if (metric == null || metric.isEuclidean() || points.rows() == 0) {
            return;
        }
        int[] tried = some(points);
        MetricTiles tiles = tiles(points.rows(tried), metric);
        if (tiles == null) {
            return;
        }
        double[][] squared;
        try {
            squared = squared(tiles, tried.length);
        } catch (IllegalArgumentException e) {
            // A distance that is no number: whoever computes all of them says between which rows.
            return;
        }
        double largest = largest(squared, tried.length);
        String name = "the metric '" + metric.metric().name() + "' is no distance of these rows: ";
        for (int a = 0; a < tried.length; a++) {
            double self = Math.sqrt(squared[a][a]);
            if (self > ROUNDING_OF_NOTHING * largest && !isEmpty(points.row(tried[a]))) {
                throw new IllegalArgumentException(name + "row " + (tried[a] + 1) + " lies " + self + " from itself");
            }
            for (int b = 0; b < a; b++) {
                double there = Math.sqrt(squared[a][b]);
                double back = Math.sqrt(squared[b][a]);
                if (Math.abs(there - back) > ROUNDING * (Math.max(there, back) + largest)) {
                    throw new IllegalArgumentException(name + "row " + (tried[a] + 1) + " lies " + there + " from row " + (tried[b] + 1) + ", and that "
                            + back + " from it; it must be the same from either side");
                }
            }
        }
    }

    /// What has no direction may be anywhere by a metric of directions, such as a cosine whose quotient is kept from 0/0.
    private static boolean isEmpty(double[] row) {
        return Arrays.stream(row).allMatch(value -> value == 0);
    }

    /// Evenly from the first to the last.
    private static int[] some(Points points) {
        int most = Math.clamp((long) Math.sqrt((double) VALUES / Math.max(1, points.columns())), LEAST_ROWS, MOST_ROWS);
        int count = Math.min(points.rows(), most);
        return IntStream.range(0, count).map(k -> (int) ((long) k * points.rows() / count)).toArray();
    }

    /// Null where all the zeros of sparse rows would have to be there, and are too many.
    private static @Nullable MetricTiles tiles(Points some, BoundMetric metric) {
        MetricTiles stored = some.sparse() == null ? null : MetricTiles.ofStored(some, some, metric);
        if (stored != null) {
            return stored;
        }
        return (long) some.rows() * some.columns() > VALUES ? null : new MetricTiles(some.dense(), some.dense(), metric);
    }

    private static double[][] squared(MetricTiles tiles, int n) {
        int panels = Math.ceilDiv(n, MetricTiles.PANEL);
        double[][] squared = new double[Math.ceilDiv(n, ROWS) * ROWS][panels * MetricTiles.PANEL];
        for (int row = 0; row < n; row += ROWS) {
            tiles.squared(row, 0, panels, Arrays.copyOfRange(squared, row, row + ROWS));
        }
        tiles.forget();
        return squared;
    }

    private static double largest(double[][] squared, int n) {
        double most = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                most = Math.max(most, squared[a][b]);
            }
        }
        return Math.sqrt(most);
    }
}
