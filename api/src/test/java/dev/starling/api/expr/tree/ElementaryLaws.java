package dev.starling.api.expr.tree;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/// [Elementary] against sixty digits: within 1 unit in the last place, `pow` within 2; and the special values of IEEE.
@Tag("laws")
@org.junit.jupiter.api.Tag("laws")
class ElementaryLaws {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /// The oracle itself, against digits that can be looked up.
    @Test
    void theOracleKnowsItsDigits() {
        assertThat(Exact.exp(BigDecimal.ONE).toString()).startsWith("2.71828182845904523536028747135266249775724709369995957496696");
        assertThat(Exact.log(BigDecimal.TEN).toString()).startsWith("2.30258509299404568401799145468436420760110148862877297603332");
        assertThat(Exact.pow(BigDecimal.TWO, new BigDecimal("0.5")).toString())
                .startsWith("1.4142135623730950488016887242096980785696718753769480731766");
    }

    @Property(seed = "1", tries = 4000)
    void exp(@ForAll("exponents") double x) {
        within(1, Elementary::exp, Exact::exp, x);
    }

    /// Uniform, near 0, and near the two ends.
    @Provide
    Arbitrary<Double> exponents() {
        return Arbitraries.oneOf(
                uniform(Elementary.EXP_LEAST, Elementary.EXP_MOST),
                uniform(-1, 1),
                powers(-60, 0),
                uniform(709.7, Elementary.EXP_MOST),
                uniform(Elementary.EXP_LEAST, -708));
    }

    @Property(seed = "1", tries = 4000)
    void log(@ForAll("positives") double x) {
        within(1, Elementary::log, Exact::log, x);
    }

    /// All magnitudes, subnormals, and both sides of 1 as near as can be.
    @Provide
    Arbitrary<Double> positives() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, Double.doubleToRawLongBits(Double.MAX_VALUE)).withoutEdgeCases().map(Double::longBitsToDouble),
                Arbitraries.longs().between(1, (1L << 52) - 1).map(Double::longBitsToDouble),
                uniform(0.5, 2),
                powers(-52, -1).map(x -> 1 + x),
                powers(-53, -1).map(x -> 1 - x));
    }

    @Property(seed = "1", tries = 4000)
    void log1p(@ForAll("aboveMinusOne") double x) {
        within(1, Elementary::log1p, Exact::log1p, x);
    }

    @Provide
    Arbitrary<Double> aboveMinusOne() {
        return Arbitraries.oneOf(
                uniform(-0.9999999, 2),
                powers(-300, 300),
                powers(-300, -1).map(x -> -x),
                powers(-52, -1).map(x -> -1 + x),
                uniform(-0.5, 0.5));
    }

    @Property(seed = "1", tries = 4000)
    void pow(@ForAll("bases") double x, @ForAll("logarithms") double logarithm) {
        // An exponent for which the result spans the whole range, whatever the base.
        double y = logarithm / Math.log(x);
        double power = Elementary.pow(x, y);
        BigDecimal exact = Exact.pow(new BigDecimal(x), new BigDecimal(y));
        if (exact.doubleValue() >= 0x1p-1021 && exact.doubleValue() < Double.MAX_VALUE) {
            assertThat(Exact.ulps(power, exact)).as("%s ^ %s = %s", x, y, power).isLessThanOrEqualTo(2);
        }
    }

    @Provide
    Arbitrary<Double> bases() {
        return positives().filter(x -> Math.abs(Math.log(x)) > 1e-300);
    }

    @Provide
    Arbitrary<Double> logarithms() {
        return Arbitraries.oneOf(uniform(-708, 709), uniform(-1, 1));
    }

    private static Arbitrary<Double> uniform(double least, double most) {
        return Arbitraries.longs().between(0, 1L << 52).withoutEdgeCases().map(k -> least + (most - least) * (k * 0x1p-52));
    }

    private static Arbitrary<Double> powers(int least, int most) {
        return uniform(least, most).map(exponent -> Math.pow(2, exponent));
    }

    private static void within(double ulps, DoubleUnaryOperator function, UnaryOperator<BigDecimal> exact, double x) {
        double value = function.applyAsDouble(x);
        BigDecimal expected = exact.apply(new BigDecimal(x));
        if (expected.signum() == 0) {
            assertThat(value).isZero();
        } else {
            assertThat(Exact.ulps(value, expected)).as("at %s (%s): %s", x, Double.toHexString(x), value).isLessThanOrEqualTo(ulps);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-0.0, 1", "Infinity, Infinity", "-Infinity, 0", "NaN, NaN", "709.782712893384, 1.7976931348622732E308",
        "709.7827128933841, Infinity", "-708.3964185322641, 2.2250738585072626E-308", "-708.3964185322642, 0", "-745, 0", "1e308, Infinity",
        "4.9e-324, 1", "-1e-17, 1"})
    void exponentialsAtTheEdge(double x, double value) {
        assertThat(Double.valueOf(Elementary.exp(x))).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({"0, -Infinity", "-0.0, -Infinity", "1, 0", "Infinity, Infinity", "-Infinity, NaN", "NaN, NaN", "-1, NaN", "-4.9e-324, NaN",
        "4.9e-324, -744.4400719213812", "2.2250738585072014E-308, -708.3964185322641", "1.7976931348623157E308, 709.782712893384"})
    void logarithmsAtTheEdge(double x, double value) {
        assertThat(Double.valueOf(Elementary.log(x))).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, -0.0", "-1, -Infinity", "-1.0000000000000002, NaN", "Infinity, Infinity", "-Infinity, NaN", "NaN, NaN",
        "4.9e-324, 4.9e-324", "-4.9e-324, -4.9e-324", "1e-320, 1e-320", "1e-20, 1e-20", "1.7976931348623157E308, 709.782712893384"})
    void logarithmsOfOnePlusAtTheEdge(double x, double value) {
        assertThat(Double.valueOf(Elementary.log1p(x))).isEqualTo(Double.valueOf(value));
    }

    /// All pairs of these: as [Math#pow] has it where that is exact, except that a subnormal result is 0.
    @Test
    void powersAtTheEdge() {
        double[] bases = {0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE,
            -Double.MAX_VALUE, INFINITY, -INFINITY, Double.NaN, Math.nextDown(1), Math.nextUp(1)};
        double[] exponents = {0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1e300, -1e300, 0x1p52 + 1, 0x1p53, Double.MIN_VALUE,
            Double.MAX_VALUE, INFINITY, -INFINITY, Double.NaN};
        for (double x : bases) {
            for (double y : exponents) {
                double expected = Math.pow(x, y);
                double power = Elementary.pow(x, y);
                if (expected != 0 && Math.abs(expected) < Double.MIN_NORMAL) {
                    // y = 1 returns x itself; anything else that small is 0.
                    assertThat(power).as("%s ^ %s", x, y).isIn(0.0, -0.0, x);
                } else if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
                    assertThat(Double.valueOf(power)).as("%s ^ %s", x, y).isEqualTo(Double.valueOf(expected));
                } else {
                    assertThat(Math.abs(power - expected)).as("%s ^ %s", x, y).isLessThanOrEqualTo(2 * Math.ulp(expected));
                }
            }
        }
    }

    @Test
    void aNumberThatIsNoneIsAlwaysTheSameOne() {
        long odd = 0xfff8_0000_0000_1234L;
        double nan = Double.longBitsToDouble(odd);
        assertThat(Double.doubleToRawLongBits(Elementary.exp(nan))).isEqualTo(Double.doubleToRawLongBits(Double.NaN));
        assertThat(Double.doubleToRawLongBits(Elementary.log(nan))).isEqualTo(Double.doubleToRawLongBits(Double.NaN));
        assertThat(Double.doubleToRawLongBits(Elementary.log1p(nan))).isEqualTo(Double.doubleToRawLongBits(Double.NaN));
        assertThat(Double.doubleToRawLongBits(Elementary.pow(nan, 2))).isEqualTo(Double.doubleToRawLongBits(Double.NaN));
    }
}
