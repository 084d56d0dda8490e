package dev.starling.core.matrix;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A metric with values of its parameters: formulas in the leaves [#X] and [#Y], and in sums by the names of [#sum] and its like.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record BoundMetric(Metric metric, Arguments given) {
    /// A value of one row, and of the other, in the same column.
    public static final String X = "x";

    public static final String Y = "y";

    /// A distance below 0 by no more than this is rounding, and counts as 0.
    public static final double ROUNDING = 1e-9;

    /// Differences from a mean that are a smaller share of the largest value are rounding.
    private static final double ROUNDING_OF_A_MEAN = 0x1p-50;

    private static final List<double[]> TRIED_ROWS =
            List.of(new double[] {1.25, 0.7, 2.5, 3}, new double[] {0.5, 1.5, 0.9, 3}, new double[] {4, 0.3, 1.1, 0.8}, new double[] {0.6, 2.2, 0.1, 5});
    private static final List<Integer> TRIED_EXPONENTS = List.of(-150, -60, -1, 1, 60, 150);

    /// The same, with numbers that a user set.
    ///
    /// @throws IllegalArgumentException if a name is none of the metric's parameters, or a value is out of range
    public static BoundMetric of(Metric metric, Map<String, Double> set) {
        return new BoundMetric(metric, Arguments.of(metric, set));
    }

    /// A row as it is before [#value]: where it is to be centered, the differences from its mean. Of those of equal values only rounding is left,
    /// which is 0 then.
    public double[] centered(double[] row) {
        if (!metric.isCentered()) {
            return row;
        }
        double[] deviations = row.clone();
        double largest = PowersOfTwo.largest(row);
        // The second mean is what rounding left of the first.
        for (int turn = 0; turn < 2; turn++) {
            double sum = 0;
            for (double deviation : deviations) {
                sum += deviation;
            }
            double mean = sum / row.length;
            for (int k = 0; k < row.length; k++) {
                deviations[k] -= mean;
            }
        }
        for (int k = 0; k < row.length; k++) {
            deviations[k] = Math.abs(deviations[k]) <= ROUNDING_OF_A_MEAN * largest ? 0 : deviations[k];
        }
        return deviations;
    }

    /// Terms of [Metric#ofRow], in y.
    public List<Expr> ofRow() {
        return simplified(metric.ofRow(Expr.leaf(Y), given));
    }

    /// [Metric#value], of y and the sums of a row.
    public Expr value() {
        return metric.value(Expr.leaf(Y), leaves("of-row.", ofRow().size()), given).simplify();
    }

    /// Terms of sums, in x and y.
    public List<Expr> sums() {
        return simplified(metric.sums(Expr.leaf(X), Expr.leaf(Y), given));
    }

    /// Terms of which the largest counts, in x and y.
    public List<Expr> largest() {
        return simplified(metric.largest(Expr.leaf(X), Expr.leaf(Y), given));
    }

    /// The distance in sums.
    public Expr distance() {
        return metric.distance(leaves("sum.", sums().size()), leaves("largest.", largest().size()), given).simplify();
    }

    /// The name of a sum in [#distance].
    public static String sum(int index) {
        return "sum." + index;
    }

    /// The name of a largest term in [#distance].
    public static String largest(int index) {
        return "largest." + index;
    }

    /// The name of a row's sum in [#value].
    public static String ofRow(int index) {
        return "of-row." + index;
    }

    private static List<Expr> leaves(String prefix, int count) {
        List<Expr> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Expr.leaf(prefix + i));
        }
        return leaves;
    }

    private static List<Expr> simplified(List<Expr> terms) {
        return terms.stream().map(Expr::simplify).toList();
    }

    /// Whether it is √Σ(x − y)², for which there are loops of their own.
    public boolean isEuclidean() {
        Expr difference = Expr.leaf(X).minus(Expr.leaf(Y));
        return ofRow().isEmpty() && value().equals(Expr.leaf(Y)) && largest().isEmpty()
                && sums().equals(List.of(difference.squared())) && distance().equals(Expr.leaf(sum(0)).sqrt());
    }

    /// What it does to distances if values are multiplied by a power of two.
    public enum Unit {
        /// Nothing, even of one row alone: as of cosine.
        OF_NO_ROW,
        /// Nothing, if those of all rows are: as of Canberra's.
        NONE,
        /// They are multiplied as well, if those of all rows are: as of Manhattan's.
        OF_VALUES,
        /// Something else, or the same but for rounding.
        OTHER
    }

    /// By trial with some rows, bit for bit.
    public Unit unit() {
        boolean ofNoRow = true;
        boolean none = true;
        boolean ofValues = true;
        for (int e : TRIED_EXPONENTS) {
            for (int r = 0; r + 1 < TRIED_ROWS.size(); r++) {
                double[] x = TRIED_ROWS.get(r);
                double[] y = TRIED_ROWS.get(r + 1);
                double distance = distance(x, y);
                double ofAll = distance(PowersOfTwo.divided(x, e), PowersOfTwo.divided(y, e));
                ofNoRow &= distance(PowersOfTwo.divided(x, e), y) == distance && distance(x, PowersOfTwo.divided(y, e)) == distance;
                none &= ofAll == distance;
                ofValues &= ofAll == Math.scalb(distance, -e);
            }
        }
        return ofNoRow ? Unit.OF_NO_ROW : none ? Unit.NONE : ofValues ? Unit.OF_VALUES : Unit.OTHER;
    }

    /// The distance of two rows by its definition, one term at a time; what compiled loops are held to.
    public double distance(double[] x, double[] y) {
        double[] own = values(x);
        double[] other = values(y);
        Map<String, Double> leaves = new HashMap<>();
        List<Expr> sums = sums();
        for (int s = 0; s < sums.size(); s++) {
            double sum = 0;
            for (int k = 0; k < own.length; k++) {
                sum += sums.get(s).evaluate(Map.of(X, own[k], Y, other[k]));
            }
            leaves.put(sum(s), sum);
        }
        List<Expr> largest = largest();
        for (int l = 0; l < largest.size(); l++) {
            double most = 0;
            for (int k = 0; k < own.length; k++) {
                most = Math.max(most, largest.get(l).evaluate(Map.of(X, own[k], Y, other[k])));
            }
            leaves.put(largest(l), most);
        }
        double distance = distance().evaluate(leaves);
        return distance < 0 && distance >= -ROUNDING ? 0 : distance;
    }

    private double[] values(double[] ofData) {
        double[] row = centered(ofData);
        Map<String, Double> leaves = new HashMap<>();
        List<Expr> terms = ofRow();
        for (int s = 0; s < terms.size(); s++) {
            double sum = 0;
            for (double value : row) {
                sum += terms.get(s).evaluate(Map.of(Y, value));
            }
            leaves.put(ofRow(s), sum);
        }
        Expr value = value();
        double[] values = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            leaves.put(Y, row[k]);
            values[k] = value.evaluate(leaves);
        }
        return values;
    }
}
