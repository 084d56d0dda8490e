package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Where one kernel becomes another, and the derivatives that the papers print.
class KernelLimitsTest {
    private static final Expr F = Expr.leaf("f");
    private static final Arguments NOTHING = Arguments.defaults(List.of());
    private static final double[] DISTANCES = {0, 1e-9, 0.01, 0.3, 1, 2.5, 10, 100};

    @Test
    void heavyTailedMeetsItsEnds() {
        assertSame(formula(new HeavyTailed(), Map.of("alpha", 0.0)), formula(new Gaussian(), Map.of()), 0);
        assertSame(formula(new HeavyTailed(), Map.of("alpha", 1.0)), formula(new StudentT(), Map.of()), 0);
        // ln w changes by α f²/2 to first order.
        assertClose(formula(new HeavyTailed(), Map.of("alpha", 1e-12)), formula(new Gaussian(), Map.of()), 1e-8);
        // Nothing is lost beside the exact branch, either.
        assertClose(formula(new HeavyTailed(), Map.of("alpha", 1 + 1e-15)), formula(new StudentT(), Map.of()), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-15, 1e-12, 1.5e-8, 1e-4})
    void heavyTailedKeepsItsDigitsOnTheWayToTheGaussian(double alpha) {
        Expr kernel = formula(new HeavyTailed(), Map.of("alpha", alpha));
        for (double f : DISTANCES) {
            // ln(1+x)/α by its series: -f + α f²/2 - α² f³/3 + α³ f⁴/4; the next term is below 1e-16 · f.
            double x = alpha * f;
            double expected = Math.exp(-f * (1 - x / 2 + x * x / 3 - x * x * x / 4 + x * x * x * x / 5));
            double remainder = f * Math.pow(x, 5) / 6;
            assertThat(kernel.evaluate(Map.of("f", f))).isCloseTo(expected, within(expected * (1e-13 + remainder)));
        }
    }

    @Test
    void theGaussianAndTheHeavyTailHaveAPrecision() {
        assertThat(weight(new Gaussian(), 2, Map.of(Arguments.PRECISION, 3.0))).isEqualTo(StrictMath.exp(-6));
        for (double alpha : new double[] {0, 0.5, 1, 2}) {
            Map<String, Double> once = Map.of("alpha", alpha);
            Map<String, Double> thrice = Map.of("alpha", alpha, Arguments.PRECISION, 3.0);
            assertThat(weight(new HeavyTailed(), 2, thrice)).isEqualTo(weight(new HeavyTailed(), 6, once));
        }
    }

    @Test
    void oneDegreeOfFreedomIsTheKernelOfTSne() {
        Expr student = formula(new StudentT(), Map.of());
        assertSame(formula(new InhomogeneousT(), Map.of("nu", 1.0)), student, 0);
        assertSame(formula(new ParametricT(), Map.of("alpha", 1.0)), student, 0);
        assertSame(formula(new KobakLinderman(), Map.of("alpha", 1.0)), student, 0);
        assertSame(formula(new ScaledCauchy(), Map.of("alpha", 1.0)), student, 0);
        assertSame(formula(new Umap(), Map.of("a", 1.0, "b", 1.0)), student, 0);
        assertSame(formula(new TtSne(), Map.of("alpha", 2.0)), student.substitute(F, F.times(0.5)), 0);
    }

    @Test
    void manyDegreesOfFreedomAreAGaussianOfHalfThePrecision() {
        Expr half = formula(new Gaussian(), Map.of(Arguments.PRECISION, 0.5));
        // ln w differs by f²/4ν + f/2ν.
        assertClose(formula(new InhomogeneousT(), Map.of("nu", 1e13)), half, 1e-9);
        assertClose(formula(new ParametricT(), Map.of("alpha", 1e13)), half, 1e-9);
        assertClose(formula(new TtSne(), Map.of("alpha", 1e13)), half, 1e-9);
        assertClose(formula(new KobakLinderman(), Map.of("alpha", 1e13)), formula(new Gaussian(), Map.of()), 1e-9);
    }

    @Test
    void kobakAndLindermansKernelIsTheHeavyTailOfTheReciprocal() {
        for (double alpha : new double[] {0.2, 0.5, 0.8, 3}) {
            assertClose(
                    formula(new KobakLinderman(), Map.of("alpha", alpha)),
                    formula(new HeavyTailed(), Map.of("alpha", 1 / alpha)),
                    1e-13);
        }
    }

    @Test
    void theDerivativesArePrintedRightInTheBooks() {
        for (double f : DISTANCES) {
            double student = weight(new StudentT(), f, Map.of());
            assertSlope(new StudentT(), f, Map.of(), -student);
            assertSlope(new Gaussian(), f, Map.of(Arguments.PRECISION, 3.0), -3);
            for (double alpha : new double[] {0, 0.3, 0.5, 1, 2}) {
                assertSlope(new HeavyTailed(), f, Map.of("alpha", alpha, Arguments.PRECISION, 3.0), -3 / (1 + alpha * 3 * f));
                // ∂w/∂f = -β w^(α+1)
                double heavy = weight(new HeavyTailed(), f, Map.of("alpha", alpha, Arguments.PRECISION, 3.0));
                assertThat(-3 / (1 + alpha * 3 * f) * heavy).isCloseTo(-3 * Math.pow(heavy, alpha + 1), within(1e-13));
            }
            for (double nu : new double[] {0.5, 1, 10}) {
                assertSlope(new InhomogeneousT(), f, Map.of("nu", nu), -(nu + 1) / (2 * (f + nu)));
                assertSlope(new ParametricT(), f, Map.of("alpha", nu), -(nu + 1) / (2 * (f + nu)));
                assertSlope(new TtSne(), f, Map.of("alpha", nu), -0.5 / (1 + f / nu));
                assertSlope(new KobakLinderman(), f, Map.of("alpha", nu), -1 / (1 + f / nu));
            }
            assertSlope(new ScaledCauchy(), f, Map.of("alpha", 3.0), -3 * weight(new ScaledCauchy(), f, Map.of("alpha", 3.0)));
            assertSlope(new Logistic(), f, Map.of(), -(1 - weight(new Logistic(), f, Map.of())));
            if (f > 0) {
                // 1 - w, without the digits that it loses near w = 1.
                double rest = 1.577 * Math.pow(f, 0.895) / (1 + 1.577 * Math.pow(f, 0.895));
                assertSlope(new Umap(), f, Map.of(), -0.895 * rest / f);
                assertSlope(new Distance(), f, Map.of(), 1 / f);
            }
        }
    }

    @Test
    void whereTwoPointsMeetAPoleIsNoPull() {
        assertSlope(new Umap(), 0, Map.of(), 0);
        assertSlope(new Umap(), 0, Map.of("b", 0.1), 0);
        assertSlope(new Distance(), 0, Map.of(), 0);
        assertThat(weight(new Umap(), 0, Map.of())).isEqualTo(1);
    }

    @Test
    void theLogisticKernelIsThePlainOneWrittenOtherwise() {
        for (double f : DISTANCES) {
            double expected = 1 / (1 + Math.exp(f));
            assertThat(weight(new Logistic(), f, Map.of())).isCloseTo(expected, within(1e-15 * expected));
        }
        assertThat(new Logistic().weight(F, NOTHING).log().derivative(F).evaluate(Map.of("f", 1e8)))
                .isEqualTo(-1);
    }

    @Test
    void transformsAreWhatTheySay() {
        Expr d = Expr.leaf("d");
        assertThat(new Squared().transform(d, NOTHING)).isEqualTo(d.squared());
        assertThat(new Identity().transform(d, NOTHING)).isEqualTo(d);
    }

    @Test
    void aParameterOutOfRangeIsRefusedByName() {
        assertThatThrownBy(() -> formula(new HeavyTailed(), Map.of("alpha", -1.0)))
                .hasMessageContaining("alpha").hasMessageContaining("at least 0");
        assertThatThrownBy(() -> formula(new InhomogeneousT(), Map.of("nu", 0.0))).hasMessageContaining("nu");
        assertThatThrownBy(() -> formula(new Umap(), Map.of("b", 11.0))).hasMessageContaining("at most 10");
        assertThatThrownBy(() -> formula(new KobakLinderman(), Map.of("alpha", Double.NaN))).hasMessageContaining("alpha");
    }

    /// A precision among the values is put beside the parameters, as the core does.
    private static Expr formula(Kernel kernel, Map<String, Double> values) {
        Map<String, Double> parameters = new TreeMap<>(values);
        Double precision = parameters.remove(Arguments.PRECISION);
        Arguments given = Arguments.of(kernel, parameters);
        return kernel.weight(F, precision == null ? given : given.with(Arguments.PRECISION, Expr.constant(precision))).simplify();
    }

    private static double weight(Kernel kernel, double f, Map<String, Double> values) {
        return formula(kernel, values).evaluate(Map.of("f", f));
    }

    private static void assertSlope(Kernel kernel, double f, Map<String, Double> values, double expected) {
        assertThat(formula(kernel, values).log().derivative(F).evaluate(Map.of("f", f)))
                .as("%s%s at f = %s", kernel.name(), values, f)
                .isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    }

    private static void assertSame(Expr actual, Expr expected, double tolerance) {
        assertClose(actual, expected, tolerance);
        assertThat(actual).isEqualTo(expected);
    }

    private static void assertClose(Expr actual, Expr expected, double tolerance) {
        for (double f : DISTANCES) {
            double there = expected.evaluate(Map.of("f", f));
            assertThat(actual.evaluate(Map.of("f", f))).as("%s at f = %s", actual, f).isCloseTo(there, within(there * tolerance));
        }
    }
}
