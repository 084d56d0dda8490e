package dev.starling.core;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.Start;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

import static org.assertj.core.api.Assertions.*;

class PreparationTest {
    private static final Workers WORKERS = new Workers(2);
    private static final List<Preparation> ALL = List.of(
            new Preparation.Range(), new Preparation.Standardize(), new Preparation.Pca(2), new Preparation.Whiten(2),
            new Preparation.Steps(List.of(new Preparation.Standardize(), new Preparation.Whiten(2))));

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @Test
    void rangeIsFromZeroToOneAndStandardIsMeanZeroDeviationOne() {
        Points data = Points.of(new double[][] {{1, -4}, {2, -4}, {5, -4}});
        assertThat(apply(new Preparation.Range(), data)).isDeepEqualTo(new double[][] {{0, 0}, {0.25, 0}, {1, 0}});
        // Mean 8/3; deviations -5/3, -2/3, 7/3, of which the mean square is 26/9.
        double deviation = Math.sqrt(26) / 3;
        double[][] standard = apply(new Preparation.Standardize(), data);
        double[] expected = {-5 / 3.0 / deviation, -2 / 3.0 / deviation, 7 / 3.0 / deviation};
        for (int i = 0; i < 3; i++) {
            assertThat(standard[i][0]).isCloseTo(expected[i], within(1e-15));
            assertThat(standard[i][1]).isZero();
        }
    }

    @Test
    void whitenedComponentsAreUncorrelatedWithDeviationOne() {
        double[][] white = apply(new Preparation.Whiten(3), Points.of(Blobs.of(80, 5, 3)));
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double product = 0;
                for (double[] row : white) {
                    product += row[a] * row[b] / 80;
                }
                assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-10));
            }
        }
    }

    @Test
    void whatHasNoVarianceStaysZero() {
        double[][] line = new double[40][];
        for (int i = 0; i < 40; i++) {
            line[i] = new double[] {i * 0.1, 7, i * -0.3};
        }
        for (Preparation preparation : List.of(new Preparation.Pca(2), new Preparation.Whiten(2))) {
            assertThat(Arrays.stream(apply(preparation, Points.of(line))).mapToDouble(row -> row[1])).containsOnly(0.0);
        }
        for (Preparation preparation : ALL) {
            assertThat(Arrays.stream(apply(preparation, Points.of(new double[][] {{3, 3}, {3, 3}, {3, 3}}))).flatMapToDouble(Arrays::stream))
                    .as(preparation.toString()).containsOnly(0.0);
        }
    }

    /// Two columns and three sums of them, as they are written down: with decimals, with significant digits, in single precision. What rounding left of the
    /// third component is no direction.
    @Test
    void componentsOfRoundingAreNotWhitened() {
        List<DoubleUnaryOperator> written = List.of(
                value -> Math.rint(value * 1000) / 1000, value -> Double.parseDouble(String.format(Locale.ROOT, "%.8e", value)), value -> (float) value,
                value -> value);
        for (DoubleUnaryOperator digits : written) {
            double[][] data = new double[120][];
            for (int i = 0; i < data.length; i++) {
                double a = StrictMath.sin(i * 7.3) * 20;
                double b = StrictMath.sin(i * i * 0.71) * 3;
                data[i] = DoubleStream.of(a, b, 0.3 * a + 0.7 * b, a - 0.1 * b, 2 * a + b).map(digits).toArray();
            }
            List<String> notes = new ArrayList<>();
            double[][] white = rows(new Preparation.Whiten(3).apply(Points.of(data), WORKERS, notes::add));
            assertThat(Arrays.stream(white).mapToDouble(row -> row[2])).containsOnly(0.0);
            assertThat(Arrays.stream(white).mapToDouble(row -> row[1] * row[1]).sum() / 120).isCloseTo(1, within(1e-10));
            assertThat(notes).singleElement().asString().contains("component 3", "rounding");
            notes.clear();
            new Preparation.Whiten(2).apply(Points.of(data), WORKERS, notes::add);
            assertThat(notes).isEmpty();
        }
    }

    /// Columns of other units, counts that nearly agree, and a small difference that is more than its digits are something all the same.
    @Test
    void smallComponentsAreSomething() {
        double[][] units = new double[200][];
        double[][] counts = new double[200][];
        double[][] difference = new double[200][];
        for (int i = 0; i < 200; i++) {
            double a = StrictMath.sin(i * 7.3);
            double b = StrictMath.sin(i * i * 0.71);
            units[i] = new double[] {Math.rint(1e7 * a) / 10, Math.rint(20 * b) / 10};
            counts[i] = new double[] {i, i + (b > 0 ? 1 : 0)};
            difference[i] = new double[] {Math.rint(1e5 * a) / 1e5, Math.rint(1e5 * (a + 1e-3 * b)) / 1e5};
        }
        for (double[][] data : List.of(units, counts, difference)) {
            List<String> notes = new ArrayList<>();
            double[][] white = rows(new Preparation.Whiten(2).apply(Points.of(data), WORKERS, notes::add));
            assertThat(Arrays.stream(white).mapToDouble(row -> row[1] * row[1]).sum() / 200).isCloseTo(1, within(1e-10));
            assertThat(notes).isEmpty();
        }
    }

    /// One huge value leaves few digits to the distances of other rows, once it is part of each component.
    @Test
    void roundingThatShowsIsTold() {
        double[][] data = Blobs.of(80, 5, 3);
        List<String> notes = new ArrayList<>();
        new Preparation.Pca(4).apply(Points.of(data), WORKERS, notes::add);
        assertThat(notes).isEmpty();
        data[7][2] = 1e13;
        new Preparation.Pca(4).apply(Points.of(data), WORKERS, notes::add);
        assertThat(notes).singleElement().asString().contains("so much larger", "of usual distances");
    }

    /// Rank 1 in many columns: rounding leaves variances of n · 2⁻⁵³ of the first.
    @Test
    void roundingIsNoComponent() {
        double[][] line = new double[300][250];
        for (int i = 0; i < 300; i++) {
            for (int k = 0; k < 250; k++) {
                line[i][k] = (i * 0.7 - 11) * (k % 13 * 0.3 - 1.7);
            }
        }
        for (int rows : new int[] {300, 100}) {
            Points points = Points.of(Arrays.copyOf(line, rows));
            assertThat(PrincipalComponents.of(points, 3, WORKERS).variances()).satisfies(variances -> {
                assertThat(variances[0]).isPositive();
                assertThat(variances[1]).isZero();
                assertThat(variances[2]).isZero();
            });
            double[] y = Start.principalComponents(points, 2, 1, 1, WORKERS);
            assertThat(Arrays.stream(y, rows, 2 * rows).map(Math::abs).max().orElseThrow()).isBetween(1e-5, 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1060, -900, -300, 200, 500, 1000, 1017})
    void aPowerOfTwoChangesNothing(int exponent) {
        // Multiples of 1/8 up to 31: their products with 2⁻¹⁰⁶⁰ are exact, though subnormal, and with 2¹⁰¹⁷ finite.
        double[][] data = eighths(60, 3);
        double[][] scaled = Arrays.stream(data)
                .map(row -> Arrays.stream(row).map(x -> Math.scalb(x, exponent)).toArray())
                .toArray(double[][]::new);
        for (Preparation preparation : List.of(new Preparation.Range(), new Preparation.Standardize())) {
            assertThat(apply(preparation, Points.of(scaled))).as(preparation.toString()).isDeepEqualTo(apply(preparation, Points.of(data)));
        }
        // Principal components stay within a range of exponents; there they differ by a power of two.
        double[] one = Start.principalComponents(Points.of(data), 2, 1, 1, WORKERS);
        double[] other = Start.principalComponents(Points.of(scaled), 2, 1, 1, WORKERS);
        for (int c = 0; c < one.length; c++) {
            assertThat(other[c]).isCloseTo(one[c], within(1e-12));
        }
        // As columns of their own they have the unit of the data.
        double[][] scores = apply(new Preparation.Pca(2), Points.of(data));
        double[][] scoresScaled = apply(new Preparation.Pca(2), Points.of(scaled));
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < 2; k++) {
                assertThat(scoresScaled[i][k]).isCloseTo(Math.scalb(scores[i][k], exponent), within(Math.scalb(1e-10, exponent) + 4 * Double.MIN_VALUE));
            }
        }
        double[][] white = apply(new Preparation.Whiten(2), Points.of(data));
        double[][] whiteScaled = apply(new Preparation.Whiten(2), Points.of(scaled));
        for (int i = 0; i < white.length; i++) {
            assertThat(whiteScaled[i]).containsExactly(white[i], within(1e-12));
        }
    }

    @Test
    void pointsOutOfRangeAreBroughtBackExactly() {
        Points usual = Points.of(new double[][] {{1, 0.5}, {-1e60, 3}});
        assertThat(usual.inRange()).isSameAs(usual);
        assertThat(usual.exponent()).isZero();
        Points large = Points.of(new double[][] {{Double.MAX_VALUE, -Double.MAX_VALUE}, {1, 0}});
        assertThat(large.exponent()).isEqualTo(1024);
        assertThat(large.inRange().row(0)).containsExactly(1 - 0x1p-53, -(1 - 0x1p-53));
        Points small = Points.of(new double[][] {{Double.MIN_VALUE, -3 * Double.MIN_VALUE}});
        assertThat(small.exponent()).isEqualTo(-1072);
        assertThat(small.inRange().row(0)).containsExactly(0.25, -0.75);
        Points zero = Points.of(new double[][] {{0, -0.0}});
        assertThat(zero.inRange()).isSameAs(zero);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 0x1p45, -0x1p47})
    void aLargeOffsetCostsNoDigits(double offset) {
        double[][] data = eighths(60, 3);
        double[][] moved = Arrays.stream(data)
                .map(row -> Arrays.stream(row).map(x -> x + offset).toArray())
                .toArray(double[][]::new);
        for (Preparation preparation : ALL) {
            double[][] plain = apply(preparation, Points.of(data));
            double[][] other = apply(preparation, Points.of(moved));
            for (int i = 0; i < plain.length; i++) {
                for (int k = 0; k < plain[i].length; k++) {
                    assertThat(other[i][k]).as(preparation.toString()).isCloseTo(plain[i][k], within(1e-12));
                }
            }
        }
    }

    @Test
    void coincidentPointsAreSetApartALittleAndBySeed() {
        double[][] twins = {{1, 2}, {1, 2}, {3, 4}, {3, 4}, {3, 4}, {9, 5}};
        double[] y = Start.principalComponents(Points.of(twins), 2, 1, 1, WORKERS);
        assertThat(Math.hypot(y[0] - y[1], y[6] - y[7])).isBetween(1e-6, 1e-3);
        assertThat(Math.hypot(y[2] - y[4], y[8] - y[10])).isBetween(1e-6, 1e-3);
        assertThat(Start.principalComponents(Points.of(twins), 2, 1, 1, WORKERS)).isEqualTo(y);
        assertThat(Start.principalComponents(Points.of(twins), 2, 1, 2, WORKERS)).isNotEqualTo(y);
    }

    private static double[][] eighths(int n, int columns) {
        return Arrays.stream(Blobs.of(n, columns, 2))
                .map(row -> Arrays.stream(row).map(x -> Math.clamp(Math.rint(x * 8) / 8, -31, 31)).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] apply(Preparation preparation, Points points) {
        return rows(preparation.apply(points, WORKERS));
    }

    private static double[][] rows(Points prepared) {
        double[][] rows = new double[prepared.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = prepared.row(i);
        }
        return rows;
    }
}
