package dev.starling.app.data.features;

import java.util.Arrays;

/// What spreadsheets compute below a column.
///
/// @param size the mean absolute value
record ColumnSummary(double size, double... of) {
    /// Sum, mean, median, smallest, largest, both standard deviations, and how many there are.
    static final int STATISTICS = 8;

    /// What they are off by where they are shown with few digits, of what is summed.
    private static final double ROUNDED = 1e-3;

    /// Half of the last digit that is shown, and what its own rounding adds.
    private static final double HALF = 0.5001;

    /// Of the size of a column, what few digits may take away.
    private static final double FEW_DIGITS = 0.01;

    /// Numbers with more decimals are not shown rounded.
    private static final int MOST_DECIMALS = 6;

    private static final int SUM = 0;
    private static final int COUNT = 7;

    /// @param values of a column without the rows that sum it up; gaps are passed over
    static ColumnSummary of(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        double sum = Arrays.stream(sorted).sum();
        double mean = sum / n;
        double squares = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
        double median = n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        double size = Arrays.stream(sorted).map(Math::abs).sum() / n;
        return new ColumnSummary(
                size, sum, mean, median, n == 0 ? Double.NaN : sorted[0], n == 0 ? Double.NaN : sorted[n - 1], Math.sqrt(squares / n), Math.sqrt(squares / (n - 1)), n);
    }

    /// Whether a number is one of them, to the digits that are shown.
    boolean has(int statistic, double shown) {
        double most = switch (statistic) {
            case SUM -> ROUNDED * size * of[COUNT];
            case COUNT -> 0;
            default -> ROUNDED * size;
        };
        return Math.abs(shown - of[statistic]) <= Math.max(most, Math.min(HALF * digit(shown), FEW_DIGITS * size));
    }

    /// The place value of the last decimal; 0 where there are many.
    private static double digit(double shown) {
        double power = 1;
        for (int k = 0; k <= MOST_DECIMALS; k++) {
            if (Math.rint(shown * power) / power == shown) {
                return 1 / power;
            }
            power *= 10;
        }
        return 0;
    }
}
