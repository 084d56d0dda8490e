package dev.starling.core.matrix;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/// Points of a data set: n rows of as many finite numbers, and how far apart two of them are. Immutable.
@API(status = API.Status.STABLE, since = "1.0")
public final class Points {
    /// The squares of smaller distances vanish.
    private static final double LEAST_DISTANCE = 0x1p-511;

    /// Rows whose distance from the first is tried.
    private static final int TRIED = 16;

    /// Within 2⁻²⁰⁰ … 2²⁰⁰ the squares of squared distances can neither overflow nor vanish.
    private static final int LARGEST_EXPONENT = 200;

    private final int rows;
    private final int columns;
    private final double[] values;
    private final @Nullable SparseRows sparse;
    private final @Nullable BoundMetric metric;

    /// @param values row-major where there is no `sparse`; else those that are stored
    private Points(int rows, int columns, double[] values, @Nullable SparseRows sparse, @Nullable BoundMetric metric) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.sparse = sparse;
        this.metric = metric;
    }

    /// The same points under a metric. Euclidean distances are those of points that have none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Points under(@Nullable BoundMetric chosen) {
        return new Points(rows, columns, values, sparse, chosen == null || chosen.isEuclidean() ? null : chosen);
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
        return new Points(rows, columns, values, null, null);
    }

    /// Takes the arrays of compressed rows themselves; whoever hands them over must not touch them again. Distances, neighbors and a map are
    /// those of the same points with all their zeros, bit for bit.
    ///
    /// @param starts  `rows + 1` positions: row i has `starts[i]` until before `starts[i + 1]`
    /// @param indices column of each value, rising within a row
    /// @param values  those that are not 0
    /// @throws IllegalArgumentException if lengths, starts or indices contradict each other, or a value is not finite
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Points sparse(int rows, int columns, int[] starts, int[] indices, double[] values) {
        SparseRows sparse = new SparseRows(columns, starts, indices, values);
        if (starts.length != rows + 1) {
            throw new IllegalArgumentException(rows + " rows have " + (rows + 1) + " starts, but there are " + starts.length);
        }
        return new Points(rows, columns, values, sparse, null);
    }

    /// The stored values in compressed rows; null where all are stored.
    @API(status = API.Status.INTERNAL, since = "1.0")
    public @Nullable SparseRows sparse() {
        return sparse;
    }

    /// Numbers that are stored for a row, on average: what it takes to hold one, and to compare it.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public int stored() {
        return sparse == null ? columns : Math.min(columns, Math.ceilDiv(values.length, Math.max(1, rows)));
    }

    /// Some of the rows, under the same metric.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Points rows(int[] some) {
        if (sparse != null) {
            SparseRows chosen = sparse.rows(some);
            return new Points(some.length, columns, chosen.values(), chosen, metric);
        }
        double[] chosen = new double[Math.multiplyExact(some.length, columns)];
        for (int r = 0; r < some.length; r++) {
            System.arraycopy(values, some[r] * columns, chosen, r * columns, columns);
        }
        return new Points(some.length, columns, chosen, null, metric);
    }

    /// The same points with all their zeros.
    ///
    /// @throws IllegalArgumentException if those are more than an array holds
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Points dense() {
        if (sparse == null) {
            return this;
        }
        if ((long) rows * columns > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "%,d rows of %,d columns with all their zeros are more than an array holds: leave the columns as they are, or take fewer", rows, columns));
        }
        double[] all = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            sparse.copy(i, 0, columns, all, i * columns);
        }
        return new Points(rows, columns, all, null, metric);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double get(int row, int column) {
        return sparse == null ? values[row * columns + column] : sparse.get(row, column);
    }

    /// A value, by its row and column from 0 on.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public record Place(int row, int column) {}

    /// The first value that the metric refuses since it is negative; null where there is none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public @Nullable Place refused() {
        if (metric == null || !metric.metric().refusesNegative()) {
            return null;
        }
        int at = 0;
        while (at < values.length && !(values[at] < 0)) {
            at++;
        }
        if (at == values.length) {
            return null;
        } else if (sparse == null) {
            return new Place(at / columns, at % columns);
        }
        int row = 0;
        while (sparse.starts()[row + 1] <= at) {
            row++;
        }
        return new Place(row, sparse.indices()[at]);
    }

    /// @throws IllegalArgumentException with its place, if the metric refuses a value; if rows that differ are at 0 from each other, because the values
    ///                                  are too small for its sums
    @API(status = API.Status.INTERNAL, since = "1.0")
    public void checkMetric() {
        Place refused = refused();
        if (metric != null && refused != null) {
            throw new IllegalArgumentException("row " + refused.row + ", column " + refused.column + " is " + get(refused.row, refused.column)
                    + ", but the metric '" + metric.metric().name() + "' is of values that are not negative");
        }
        if (metric != null && metric.unit() == BoundMetric.Unit.OTHER) {
            checkSizes(metric);
        }
    }

    /// Values of which the metric knows no unit are compared as they are. Where their sums vanish, those of larger ones do not.
    private void checkSizes(BoundMetric own) {
        double largest = largest(values);
        for (int row = 1; row < Math.min(rows, TRIED); row++) {
            double[] there = row(row);
            double distance = own.distance(row(0), there);
            if (Math.abs(distance) < LEAST_DISTANCE && largest > 0 && !areEqual(row, 0)) {
                int exponent = exponentAbove(largest);
                double ofLarger = own.distance(divided(row(0), exponent), divided(there, exponent));
                if (ofLarger >= LEAST_DISTANCE) {
                    throw new IllegalArgumentException("the metric '" + own.metric().name() + "' puts row " + (row + 1) + " from row 1 at a distance of "
                            + distance + ", since the values are too small for it (the largest is " + largest
                            + "). Multiply them, or take a metric in the unit of the values, such as a root");
                }
            }
        }
    }

    /// The points in a unit in which distances can be computed: themselves, unless their largest |value| is above 2²⁰⁰ or below 2⁻²⁰⁰. Then all
    /// values are divided by 2 to the power of [#exponent], after which the largest is between ½ and 1. This is exact (but for values
    /// that are smaller than the largest by a factor of 2¹⁰²²), so that points and their multiples by powers of two have the same map. Under a
    /// metric that knows no size of a row, as cosine, each row is divided by a power of its own; under one whose distances have no unit, or that of the
    /// values, as here; and else points stay as they are.
    public Points inRange() {
        if (metric != null && metric.unit() == BoundMetric.Unit.OF_NO_ROW) {
            return rowsInRange();
        }
        int exponent = metric != null && metric.unit() == BoundMetric.Unit.OTHER ? 0 : unitExponent(values);
        if (exponent == 0) {
            return this;
        }
        double[] scaled = divided(values, exponent);
        return new Points(rows, columns, scaled, sparse == null ? null : sparse.with(scaled), metric);
    }

    private Points rowsInRange() {
        double[] scaled = values.clone();
        boolean changed = false;
        for (int row = 0; row < rows; row++) {
            int from = sparse == null ? row * columns : sparse.starts()[row];
            int to = sparse == null ? from + columns : sparse.starts()[row + 1];
            double[] own = Arrays.copyOfRange(values, from, to);
            int exponent = unitExponent(own);
            if (exponent != 0) {
                System.arraycopy(divided(own, exponent), 0, scaled, from, own.length);
                changed = true;
            }
        }
        return changed ? new Points(rows, columns, scaled, sparse == null ? null : sparse.with(scaled), metric) : this;
    }

    /// The exponent of the power of two that distances of [#inRange] are smaller by than those of the points themselves.
    public int exponent() {
        return metric == null || metric.unit() == BoundMetric.Unit.OF_VALUES ? unitExponent(values) : 0;
    }

    /// The values divided by 2 to the power of `exponent`.
    public static double[] divided(double[] values, int exponent) {
        return PowersOfTwo.divided(values, exponent);
    }

    /// The exponent of the power of two by which numbers are divided to lie between 2⁻²⁰⁰ and 2²⁰⁰; 0 where the largest already does.
    public static int unitExponent(double[] values) {
        int exponent = exponentAbove(values);
        return Math.abs(exponent) <= LARGEST_EXPONENT ? 0 : exponent;
    }

    /// The largest absolute value of some numbers; 0 of none.
    @API(status = API.Status.INTERNAL, since = "1.0")
    public static double largest(double[] values) {
        return PowersOfTwo.largest(values);
    }

    /// The least e with |value| < 2ᵉ for all values; 0 where all are 0.
    @API(status = API.Status.INTERNAL, since = "1.0")
    public static int exponentAbove(double[] values) {
        double largest = largest(values);
        return largest == 0 ? 0 : exponentAbove(largest);
    }

    /// The least e with value < 2ᵉ, of a value above 0.
    public static int exponentAbove(double value) {
        return value < Double.MIN_NORMAL ? Math.getExponent(value * 0x1p54) - 53 : Math.getExponent(value) + 1;
    }

    /// Whether all rows are equal, so that there is nothing to tell points apart by.
    public boolean allTheSame() {
        for (int row = 1; row < rows; row++) {
            if (!areEqual(row, 0)) {
                return false;
            }
        }
        return true;
    }

    /// Whether two rows have the same values; 0 and -0 are equal.
    @API(status = API.Status.INTERNAL, since = "1.0")
    public boolean areEqual(int row, int other) {
        if (sparse != null) {
            return sparse.areEqual(row, other);
        }
        for (int k = 0; k < columns; k++) {
            if (values[row * columns + k] != values[other * columns + k]) {
                return false;
            }
        }
        return true;
    }

    /// The same for rows that are equal.
    @API(status = API.Status.INTERNAL, since = "1.0")
    public int hash(int row) {
        if (sparse != null) {
            return sparse.hash(row);
        }
        int hash = 1;
        for (int k = 0; k < columns; k++) {
            hash = 31 * hash + Double.hashCode(values[row * columns + k] + 0.0);
        }
        return hash;
    }

    /// A copy of one row.
    public double[] row(int row) {
        if (sparse != null) {
            double[] all = new double[columns];
            sparse.copy(row, 0, columns, all, 0);
            return all;
        }
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /// The row-major values themselves, shared: not to be written to. Of sparse points they are made, see [#dense].
    public double[] sharedValues() {
        return dense().values;
    }
}
