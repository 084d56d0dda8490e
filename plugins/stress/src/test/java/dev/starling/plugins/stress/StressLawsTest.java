package dev.starling.plugins.stress;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Method;
import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What every distance cost promises, and the stiffnesses and gradients in closed form.
class StressLawsTest {
    private static final Expr R = Expr.leaf("r");
    private static final Expr D = Expr.leaf("d");
    private static final double[] DISTANCES = {1e-9, 1e-3, 0.4, 1, 2.5, 100, 1e6};

    @ParameterizedTest
    @MethodSource("costs")
    void aDistanceThatIsKeptCostsNothingAndOneThatIsNotCostsSomething(DistanceCost cost) {
        for (double r : DISTANCES) {
            assertThat(value(cost, r, r)).isZero();
            assertThat(slope(cost, r, r)).isZero();
            for (double d : DISTANCES) {
                if (r != d) {
                    assertThat(value(cost, r, d)).isPositive().isFinite();
                    assertThat(Math.signum(slope(cost, r, d))).as("toward r").isEqualTo(Math.signum(d - r));
                }
            }
            assertThat(value(cost, r, 0)).isPositive().isFinite();
            assertThat(slope(cost, r, 0)).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void theDerivativeIsThatOfTheCost(DistanceCost cost) {
        for (double r : DISTANCES) {
            for (double d : DISTANCES) {
                double h = 1e-4 * d;
                // Squares and fourth powers of d: differences are exact to second order, and to rounding of the larger of r and d.
                double scale = value(cost, r, 2 * d) + value(cost, r, 0) + value(cost, r, d);
                double difference = (value(cost, r, d + h) - value(cost, r, d - h)) / (2 * h);
                assertThat(slope(cost, r, d)).isCloseTo(difference, within(1e-7 * scale / d + 1e-15 * scale / h));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void onlyACostWithoutMeaningForDuplicatesIsNoNumberThere(DistanceCost cost) {
        assertThat(Double.isFinite(value(cost, 0, 0.5))).isNotEqualTo(cost.undefinedAtZeroDistance());
    }

    @Test
    void stiffnessesAreThoseOfThePapers() {
        for (double r : DISTANCES) {
            for (double d : DISTANCES) {
                // k of the papers is (∂c/∂d)/d; twice K, since f = d².
                assertClose(slope(new MetricMds(), r, d) / d, -2 * (r - d) / d);
                assertClose(slope(new Sstress(), r, d) / d, -4 * (r * r - d * d));
                assertClose(slope(new Sammon(), r, d) / d, -2 * (r - d) / (r * d));
            }
        }
    }

    /// A gradient has a direction: as printed without (y_i - y_j), two of them are numbers and no vectors.
    @Test
    void gradientsAreThoseOfThePapersWithTheirDirection() {
        double[][] y = {{0, 0}, {1, 0.5}, {-0.3, 0.8}, {0.2, -1.1}};
        double[][] r = {{0, 1, 2, 0.7}, {1, 0, 1.2, 1.9}, {2, 1.2, 0, 0.4}, {0.7, 1.9, 0.4, 0}};
        assertGradient(new MetricMds(), y, r, (a, b) -> -4 * (a - b) / b);
        assertGradient(new Sstress(), y, r, (a, b) -> -8 * (a * a - b * b));
        assertGradient(new Sammon(), y, r, (a, b) -> -4 * (a - b) / (a * b));
    }

    private interface Factor {
        double of(double r, double d);
    }

    private static void assertGradient(DistanceCost cost, double[][] y, double[][] r, Factor factor) {
        double step = 1e-6;
        for (int i = 0; i < y.length; i++) {
            for (int c = 0; c < 2; c++) {
                double expected = 0;
                for (int j = 0; j < y.length; j++) {
                    expected += i == j ? 0 : factor.of(r[i][j], distance(y, i, j)) * (y[i][c] - y[j][c]);
                }
                double here = y[i][c];
                y[i][c] = here + step;
                double right = sum(cost, y, r);
                y[i][c] = here - step;
                double left = sum(cost, y, r);
                y[i][c] = here;
                assertThat(expected).isCloseTo((right - left) / (2 * step), within(1e-8 * (1 + Math.abs(expected))));
            }
        }
    }

    private static double sum(DistanceCost cost, double[][] y, double[][] r) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y.length; j++) {
                sum += i == j ? 0 : value(cost, r[i][j], distance(y, i, j));
            }
        }
        return sum;
    }

    private static double distance(double[][] y, int i, int j) {
        return Math.hypot(y[i][0] - y[j][0], y[i][1] - y[j][1]);
    }

    @Test
    void onlySammonsStressIsRelativeToTheDistances() {
        assertThat(costs().filter(DistanceCost::relativeToDistances).map(DistanceCost::name)).containsExactly("sammon");
    }

    @Test
    void everyMethodNamesACost() {
        List<String> names = costs().map(DistanceCost::name).toList();
        List<Method> methods = ServiceLoader.load(Method.class).stream().map(ServiceLoader.Provider::get).toList();
        assertThat(methods).extracting(Method::name).containsExactlyInAnyOrder("mmds", "sammon", "sstress");
        assertThat(methods).allSatisfy(method -> {
            assertThat(names).contains(method.recipe().cost());
            assertThat(method.recipe().kernel()).isEmpty();
            assertThat(method.recipe().optimizer()).isEqualTo("l-bfgs");
        });
    }

    static Stream<DistanceCost> costs() {
        return ServiceLoader.load(DistanceCost.class).stream().map(ServiceLoader.Provider::get);
    }

    private static double value(DistanceCost cost, double r, double d) {
        return cost.cost(R, D, Arguments.defaults(cost.parameters())).evaluate(Map.of("r", r, "d", d));
    }

    private static double slope(DistanceCost cost, double r, double d) {
        return cost.cost(R, D, Arguments.defaults(cost.parameters())).derivative(D).evaluate(Map.of("r", r, "d", d));
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-14 * Math.abs(expected)));
    }
}
