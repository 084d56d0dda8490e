package dev.starling.app.data.features;

import dev.starling.app.data.columns.NumbersAsText;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/// What integers lose that are too long for a double, of each column.
final class LongIntegers {
    /// Integers from here on are not all doubles.
    private static final double EXACT = 0x1p53;

    /// Where doubles are off by more, of the range of a column, its differences are theirs rather than the numbers'.
    private static final double MOST_LOST = 0.1;

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
        return Math.abs(value) >= EXACT;
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
    private double off(int column) {
        return lost(column) ? most[column] - least[column] : 0;
    }

    /// Refuses a column of which little more than rounding would be left.
    ///
    /// @param place  what a message calls it
    /// @param values its numbers as doubles
    /// @param remedy what else can be done
    void refuseLost(int column, String place, DoubleStream values, String remedy) {
        if (!lost(column)) {
            return;
        }
        DoubleSummaryStatistics all = values.filter(Double::isFinite).summaryStatistics();
        double range = all.getCount() == 0 ? 0 : all.getMax() - all.getMin();
        if (off(column) > MOST_LOST * range) {
            throw new Fault(Exit.DATA, place + ": its integers are too long for a double, and what they differ by is lost: as doubles they all lie within "
                    + NumbersAsText.text(range) + ", and are off by " + NumbersAsText.text(off(column)) + " among each other. Subtract "
                    + first[column] + " from all of them, which changes no Euclidean distance, or " + remedy + ".");
        }
    }
}
