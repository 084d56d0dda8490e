package dev.starling.map;

import java.util.Arrays;

/// Where points are drawn: two coordinates a point, whatever the map has.
///
/// @param note what the eye should know of it; empty if the map has two dimensions
record Plane(double[] x, double[] y, String note) {
    /// Fractional part of the golden ratio: its multiples fill [0, 1) evenly at every length.
    private static final double GOLDEN = 0.6180339887498949;

    private static final int BINS = 120;

    /// Height of a strip, as a share of its length.
    private static final double STRIP = 0.3;

    static Plane of(MapData map) {
        double[] x = Arrays.copyOf(map.coordinates(), map.n());
        return switch (map.dimensions()) {
            case 1 -> new Plane(x, strip(x), "one coordinate, from left to right; the height only shows how dense it is");
            case 2 -> new Plane(x, second(map), "");
            default -> new Plane(x, second(map), "the first two of " + map.dimensions() + " coordinates");
        };
    }

    private static double[] second(MapData map) {
        return Arrays.copyOfRange(map.coordinates(), map.n(), 2 * map.n());
    }

    /// Spreads points on a line over a height that is proportional to their density around them.
    private static double[] strip(double[] x) {
        double least = least(x);
        double range = range(x);
        double[] density = density(x, least, range);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double turn = (i + 1) * GOLDEN;
            y[i] = (turn - (long) turn - 0.5) * STRIP * (range > 0 ? range : 1) * density[bin(x[i], least, range)];
        }
        return y;
    }

    /// Share of points by bin, smoothed over two bins to each side; the largest is 1.
    private static double[] density(double[] x, double least, double range) {
        double[] count = new double[BINS + 4];
        for (double value : x) {
            count[bin(value, least, range) + 2]++;
        }
        double[] smooth = new double[BINS];
        double largest = 0;
        for (int b = 0; b < BINS; b++) {
            smooth[b] = count[b] + 2 * count[b + 1] + 3 * count[b + 2] + 2 * count[b + 3] + count[b + 4];
            largest = Math.max(largest, smooth[b]);
        }
        for (int b = 0; b < BINS; b++) {
            smooth[b] /= largest;
        }
        return smooth;
    }

    private static int bin(double value, double least, double range) {
        return range > 0 ? (int) Math.min(BINS - 1, (value - least) / range * BINS) : 0;
    }

    static double least(double[] values) {
        double least = values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    /// Largest less least value.
    static double range(double[] values) {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest - least(values);
    }
}
