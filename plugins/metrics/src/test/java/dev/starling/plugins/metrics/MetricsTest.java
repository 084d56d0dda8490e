package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Distances that others compute.
class MetricsTest {
    private static final double[] X = {1, 0, 3, 0.5, 2, 0};
    private static final double[] Y = {2, 1, 0, 0.5, 1, 0};
    private static final double[] BITS = {1, 0, 1, 1, 0, 0};
    private static final double[] OTHER_BITS = {1, 1, 0, 1, 0, 0};
    private static final double[] ZEROS = new double[6];

    /// Those of scipy.spatial.distance, but for chi-squared (-additive_chi2_kernel of scikit-learn), angular (√(2 · cosine)), hellinger and tanimoto by
    /// their definitions.
    @ParameterizedTest
    @CsvSource({
        "angular, 1.0484836656790462, 0.816496580927726",
        "bray-curtis, 0.5454545454545454, 0.3333333333333333",
        "canberra, 2.6666666666666665, 2.0",
        "chebyshev, 3.0, 1.0",
        "chi-squared, 4.666666666666666, 2.0",
        "correlation, 1.1372915038317302, 0.6666666666666667",
        "cosine, 0.549658998597885, 0.33333333333333337",
        "euclidean, 3.4641016151377544, 1.4142135623730951",
        "gower, 6.0, 2.0",
        "hamming, 0.6666666666666666, 0.3333333333333333",
        "hellinger, 0.6201399897823913, 0.5773502691896257",
        "jaccard, 0.7058823529411764, 0.5",
        "manhattan, 6.0, 2.0",
        "tanimoto, 0.7384615384615385, 0.5"
    })
    void areThoseOfOthers(String name, double ofNumbers, double ofBits) {
        Metric metric = metric(name);
        assertThat(distance(metric, X, Y)).as("of numbers").isCloseTo(ofNumbers, within(1e-12));
        assertThat(distance(metric, Y, X)).isEqualTo(distance(metric, X, Y));
        assertThat(distance(metric, BITS, OTHER_BITS)).as("of bits").isCloseTo(ofBits, within(1e-12));
    }

    /// What scikit-learn says of a row of 0, where it says a number.
    @ParameterizedTest
    @CsvSource({
        "angular, 1", "bray-curtis, 1", "canberra, 4", "correlation, 1", "cosine, 1", "jaccard, 1", "tanimoto, 1", "chebyshev, 3", "manhattan, 6.5"
    })
    void aRowOfZerosIsSomewhere(String name, double expected) {
        assertThat(distance(metric(name), ZEROS, X)).isCloseTo(expected, within(1e-12));
        assertThat(distance(metric(name), ZEROS, ZEROS)).isZero();
    }

    @Test
    void nearbyDirectionsKeepTheirDigits() {
        double[] x = {1, 1};
        double[] y = {1, 1 + 1e-6};
        // The angle is half of 1e-6 but for its square, and 1 - cos half the square of that.
        assertThat(distance(metric("cosine"), x, y)).isCloseTo(1.25e-13, within(1e-18));
        assertThat(distance(metric("angular"), x, y)).isCloseTo(5e-7, within(1e-12));
    }

    private static Metric metric(String name) {
        return ServiceLoader.load(Metric.class).stream().map(ServiceLoader.Provider::get).filter(metric -> metric.name().equals(name)).findFirst()
                .orElseThrow();
    }

    private static double distance(Metric metric, double[] x, double[] y) {
        Arguments given = Arguments.defaults(metric.parameters());
        double[] own = values(metric, x, given);
        double[] other = values(metric, y, given);
        List<Expr> sums = new ArrayList<>();
        for (Expr term : metric.sums(Expr.leaf("x"), Expr.leaf("y"), given)) {
            double sum = 0;
            for (int k = 0; k < own.length; k++) {
                sum += term.evaluate(Map.of("x", own[k], "y", other[k]));
            }
            sums.add(Expr.constant(sum));
        }
        List<Expr> largest = new ArrayList<>();
        for (Expr term : metric.largest(Expr.leaf("x"), Expr.leaf("y"), given)) {
            double most = 0;
            for (int k = 0; k < own.length; k++) {
                most = Math.max(most, term.evaluate(Map.of("x", own[k], "y", other[k])));
            }
            largest.add(Expr.constant(most));
        }
        return metric.distance(sums, largest, given).evaluate(Map.of());
    }

    private static double[] values(Metric metric, double[] ofData, Arguments given) {
        double mean = metric.isCentered() ? Arrays.stream(ofData).average().orElseThrow() : 0;
        double[] row = Arrays.stream(ofData).map(value -> value - mean).toArray();
        Map<String, Double> leaves = new HashMap<>();
        List<Expr> ofRow = new ArrayList<>();
        for (Expr term : metric.ofRow(Expr.leaf("x"), given)) {
            double sum = 0;
            for (double value : row) {
                sum += term.evaluate(Map.of("x", value));
            }
            ofRow.add(Expr.constant(sum));
        }
        double[] values = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            leaves.put("x", row[k]);
            values[k] = metric.value(Expr.leaf("x"), ofRow, given).evaluate(leaves);
        }
        return values;
    }
}
