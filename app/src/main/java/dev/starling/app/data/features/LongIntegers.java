package dev.starling.app.data.features;

import java.math.BigDecimal;
import java.util.Arrays;

/// What integers lose that are too long for a double, of each column.
final class LongIntegers {
    /// Integers beyond are not all doubles.
    private static final double EXACT = 0x1p53;

    private final double[] least;
    private final double[] most;
    private final String[] first;

    LongIntegers(int columns) {
        least = new double[columns];
        most = new double[columns];
        first = new String[columns];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    static boolean mayLose(double value) {
        return Math.abs(value) > EXACT;
    }

    /// @param value the double nearest to what the text says
    void take(int column, String text, double value) {
        boolean integer = text.chars().allMatch(c -> "+-0123456789".indexOf(c) >= 0);
        double off = integer ? new BigDecimal(text).subtract(new BigDecimal(value)).doubleValue() : 0;
        least[column] = Math.min(least[column], off);
        most[column] = Math.max(most[column], off);
        if (first[column] == null) {
            first[column] = text;
        }
    }

    boolean lost(int column) {
        return least[column] < 0 || most[column] > 0;
    }

    /// By how much two numbers of a column may be farther from each other than their doubles, or nearer.
    double off(int column) {
        return lost(column) ? most[column] - least[column] : 0;
    }

    /// The first of a column's integers beyond those that are doubles.
    String first(int column) {
        return first[column];
    }
}
