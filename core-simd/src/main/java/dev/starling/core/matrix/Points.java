package dev.starling.core.matrix;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Points of a data set: n rows of as many finite numbers, and how far apart two of them are. Immutable.
@API(status = API.Status.STABLE, since = "1.0")
public final class Points {
    /// Within 2⁻²⁰⁰ … 2²⁰⁰ the squares of squared distances can neither overflow nor vanish.
    private static final int LARGEST_EXPONENT = 200;

    private final int rows;
    private final int columns;
    private final double[] values;
    private final @Nullable BoundMetric metric;

    private Points(int rows, int columns, double[] values, @Nullable BoundMetric metric) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.metric = metric;
    }

    /// The same points under a metric. Euclidean distances are those of points that have none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Points under(@Nullable BoundMetric chosen) {
        return new Points(rows, columns, values, chosen == null || chosen.isEuclidean() ? null : chosen);
    }

    /// The metric; null if it is Euclidean.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public @Nullable BoundMetric metric() {
        return metric;
    }

    /// Takes a copy of row-major values, `rows * columns` of them.
    ///
    /// @throws IllegalArgumentException if there are more or fewer, or one is not finite
    public static Points copyOf(int rows, int columns, double[] values) {
        return owning(rows, columns, values.clone());
    }

    /// Takes a copy of an array of rows of equal length.
    public static Points of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException("row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return owning(rows.length, columns, values);
    }

    /// Takes the array itself; whoever hands it over must not touch it again.
    public static Points owning(int rows, int columns, double[] values) {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(rows + " rows of " + columns + " columns need "
                    + (long) rows * columns + " values, but there are " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "row " + i / columns + ", column " + i % columns + " is " + values[i] + ", which is not finite");
            }
        }
        return new Points(rows, columns, values, null);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double get(int row, int column) {
        return values[row * columns + column];
    }

    /// The points in a unit in which distances can be computed: themselves, unless their largest |value| is above 2²⁰⁰ or below 2⁻²⁰⁰. Then all
    /// values are divided by 2 to the power of [#exponent], after which the largest is between ½ and 1. This is exact (but for values
    /// that are smaller than the largest by a factor of 2¹⁰²²), so that points and their multiples by powers of two have the same map. Under a
    /// metric, which may not grow with its values, points stay as they are.
    public Points inRange() {
        int exponent = exponent();
        if (exponent == 0) {
            return this;
        }
        return new Points(rows, columns, divided(values, exponent), null);
    }

    /// The exponent of the unit of [#inRange], a power of two; 0 where these are the points themselves.
    public int exponent() {
        return metric != null ? 0 : unitExponent(values);
    }

    /// The values divided by 2 to the power of `exponent`.
    public static double[] divided(double[] values, int exponent) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = Math.scalb(values[i], -exponent);
        }
        return scaled;
    }

    /// The exponent of the power of two by which numbers are divided to lie between 2⁻²⁰⁰ and 2²⁰⁰; 0 where the largest already does.
    public static int unitExponent(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int exponent = largest == 0 ? 0 : exponentAbove(largest);
        return Math.abs(exponent) <= LARGEST_EXPONENT ? 0 : exponent;
    }

    /// The least e with value < 2ᵉ, of a value above 0.
    public static int exponentAbove(double value) {
        return value < Double.MIN_NORMAL ? Math.getExponent(value * 0x1p54) - 53 : Math.getExponent(value) + 1;
    }

    /// Whether all rows are equal, so that there is nothing to tell points apart by.
    public boolean allTheSame() {
        for (int i = columns; i < values.length; i++) {
            if (values[i] != values[i - columns]) {
                return false;
            }
        }
        return true;
    }

    /// A copy of one row.
    public double[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /// The row-major values themselves, shared: not to be written to.
    public double[] sharedValues() {
        return values;
    }
}
