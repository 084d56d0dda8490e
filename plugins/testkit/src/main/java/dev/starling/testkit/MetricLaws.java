package dev.starling.testkit;

import dev.starling.api.Metric;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What every metric promises, for rows of values that are not negative, among them rows of 0 and equal ones, of sizes from 10⁻²⁰ to 10²⁰.
///
/// | law | promise |
/// |---|---|
/// | `distance` | it is a finite number, at least 0 |
/// | `symmetric` | it is the same from either side, bit for bit |
/// | `itself` | from a row to itself, and to an equal one, it is 0 |
/// | `loops` | generated loops agree with the formula, relative error 10⁻¹² |
/// | `deterministic` | formulas depend on the arguments only |
///
/// The triangle inequality is none of them: cosine does not keep it, and maps do not need it.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class MetricLaws {
    private static final int ROWS = 7;
    private static final double SMALLEST = -20;

    private MetricLaws() {}

    /// The laws of a metric, with the waivers that stand beside its class.
    public static Laws of(Metric metric) {
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(metric));
        laws.add(Law.everywhere("distance", sample -> distance(bound(metric, sample), sample)));
        laws.add(Law.everywhere("symmetric", sample -> symmetric(bound(metric, sample), sample)));
        laws.add(Law.everywhere("itself", sample -> itself(bound(metric, sample), sample)));
        laws.add(Law.everywhere("loops", sample -> loops(bound(metric, sample), sample)));
        laws.add(Law.everywhere("deterministic", sample -> deterministic(metric, sample)));
        return new Laws("MetricLaws", "metric", metric, laws, Waivers.beside(metric));
    }

    private static BoundMetric bound(Metric metric, Sample sample) {
        return new BoundMetric(metric, sample.argumentsOf(metric));
    }

    /// Some rows, the first of which is 0 and the last two are equal.
    private static double[][] rows(Sample sample) {
        int columns = 1 + (int) (20 * sample.place(0));
        double size = sample.place(1) < 0.5 ? 1 : sample.magnitude(2, SMALLEST, -SMALLEST);
        double zeros = sample.place(3);
        CounterRandom random = new CounterRandom(sample.seed(), 1);
        double[][] rows = new double[ROWS][columns];
        for (int i = 1; i < ROWS - 1; i++) {
            for (int k = 0; k < columns; k++) {
                long at = 2L * (i * columns + k);
                rows[i][k] = random.uniform(at + 1) < zeros / 2 ? 0 : size * random.uniform(at);
            }
        }
        rows[ROWS - 1] = rows[ROWS - 2].clone();
        return rows;
    }

    private static void distance(BoundMetric metric, Sample sample) {
        double[][] rows = rows(sample);
        for (double[] x : rows) {
            for (double[] y : rows) {
                double distance = metric.distance(x, y);
                LawBroken.unless(
                        distance >= 0 && Double.isFinite(distance),
                        "from " + Arrays.toString(x) + " to " + Arrays.toString(y) + " it is " + distance + "; it must be finite and at least 0");
            }
        }
    }

    private static void symmetric(BoundMetric metric, Sample sample) {
        double[][] rows = rows(sample);
        for (double[] x : rows) {
            for (double[] y : rows) {
                double there = metric.distance(x, y);
                double back = metric.distance(y, x);
                LawBroken.unless(
                        there == back, "from " + Arrays.toString(x) + " to " + Arrays.toString(y) + " it is " + there + ", and back " + back);
            }
        }
    }

    private static void itself(BoundMetric metric, Sample sample) {
        for (double[] x : rows(sample)) {
            double distance = metric.distance(x, x.clone());
            LawBroken.unless(Math.abs(distance) <= BoundMetric.ROUNDING, "from " + Arrays.toString(x) + " to itself it is " + distance);
        }
    }

    private static void loops(BoundMetric metric, Sample sample) {
        double[][] rows = rows(sample);
        try (Workers workers = new Workers(1)) {
            DenseMatrix distances = Affinities.distances(Points.of(rows).under(metric), workers);
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < ROWS; j++) {
                    double expected = i == j ? 0 : metric.distance(rows[i], rows[j]);
                    double actual = distances.get(i, j);
                    LawBroken.unless(
                            Math.abs(actual - expected) <= 1e-12 * expected + BoundMetric.ROUNDING * Math.min(expected, 1) + 1e-14,
                            "from " + Arrays.toString(rows[i]) + " to " + Arrays.toString(rows[j]) + " the formula is " + expected
                                    + ", and the loop " + actual);
                }
            }
        }
    }

    private static void deterministic(Metric metric, Sample sample) {
        BoundMetric one = bound(metric, sample);
        BoundMetric other = bound(ExtensionLaws.another(metric), sample);
        LawBroken.unless(
                one.metric().isCentered() == other.metric().isCentered() && one.ofRow().equals(other.ofRow()) && one.value().equals(other.value()) && one.sums().equals(other.sums())
                        && one.largest().equals(other.largest()) && one.distance().equals(other.distance()),
                "it is " + one.distance() + " of " + one.sums() + " at first, then " + other.distance() + " of " + other.sums());
    }
}
