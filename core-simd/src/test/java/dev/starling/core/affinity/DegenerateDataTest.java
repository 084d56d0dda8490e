package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.core.Preparation;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What becomes of data that are awkward before an embedding begins.
class DegenerateDataTest {
    private static final Workers WORKERS = new Workers(1);

    private static double[][] matrix(Affinities affinities) {
        int n = affinities.matrix().n();
        double[][] p = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                p[i][j] = affinities.matrix().get(i, j);
            }
        }
        return p;
    }

    private static Affinities affinities(double perplexity, Affinity kind, double[]... rows) {
        return Affinities.dense(Points.of(rows), new Perplexity(perplexity), kind, WORKERS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteIsRefusedWithItsPlace(double value) {
        assertThatThrownBy(() -> Points.of(new double[][] {{1, 2}, {3, value}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1, column 1 is " + value + ", which is not finite");
    }

    @ParameterizedTest
    @CsvSource({"2, 1, true", "2, 2, false", "3, 1, true", "3, 1.9, true", "3, 2, false", "10, 8.9, true", "10, 9, false", "1, 1, false"})
    void aPerplexityMustBeBelowTheNumberOfOtherPoints(int n, double perplexity, boolean suits) {
        assertThat(new Perplexity(perplexity).suits(n)).isEqualTo(suits);
    }

    @Test
    void aPerplexityThatIsTooLargeIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> affinities(5, Affinity.JOINT, new double[] {0}, new double[] {1}, new double[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5")
                .hasMessageContaining("3");
    }

    @Test
    void twoPointsAreASymmetricPair() {
        assertThat(matrix(affinities(1, Affinity.JOINT, new double[] {0}, new double[] {7}))).isDeepEqualTo(new double[][] {{0, 0.5}, {0.5, 0}});
    }

    /// The search runs to β = ∞; the limit is the same share for each of the nearest, and the row is counted.
    @Test
    void moreDuplicatesThanThePerplexityShareEqually() {
        double[][] rows = {{0}, {0}, {0}, {0}, {5}, {9}};
        Affinities affinities = Affinities.dense(Points.of(rows), new Perplexity(2), Affinity.ROW, WORKERS);
        double third = 1.0 / 3;
        assertThat(matrix(affinities)[0]).containsExactly(0, third, third, third, 0, 0);
        assertThat(affinities.unreached()).isEqualTo(4 + 2 - rowsThatReach(affinities, 2));
    }

    private static int rowsThatReach(Affinities affinities, double perplexity) {
        int reached = 0;
        for (double[] row : matrix(affinities)) {
            double entropy = -Arrays.stream(row).filter(p -> p > 0).map(p -> p * Math.log(p)).sum();
            reached += Math.abs(Math.exp(entropy) - perplexity) < 1e-6 ? 1 : 0;
        }
        return reached;
    }

    @Test
    void identicalPointsAreAllEquallyNear() {
        double[] point = {3, 4};
        double[][] p = matrix(affinities(1.5, Affinity.JOINT, point, point, point, point));
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(p[i][j]).isCloseTo(i == j ? 0 : 1.0 / 12, within(1e-16));
            }
        }
    }

    /// A bisection from β = 1 would run out of steps here.
    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-10, 1, 1e10, 1e30})
    void theScaleOfTheDataChangesNothing(double scale) {
        double[][] rows = {{0, 1}, {2, 0.5}, {-1, 3}, {4, 4}, {0.3, -2}, {1, 1}};
        double[][] expected = matrix(affinities(2, Affinity.JOINT, rows));
        double[][] scaled = Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> scale * x).toArray()).toArray(double[][]::new);
        double[][] p = matrix(affinities(2, Affinity.JOINT, scaled));
        for (int i = 0; i < p.length; i++) {
            assertThat(p[i]).containsExactly(expected[i], within(1e-12));
        }
    }

    @Test
    void aFarOffsetCostsNoDigits() {
        double[][] rows = {{0, 1}, {2, 0.5}, {-1, 3}, {4, 4}, {0.25, -2}, {1, 1}};
        double[][] moved = Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> x + 0x1p40).toArray()).toArray(double[][]::new);
        assertThat(matrix(affinities(2, Affinity.JOINT, moved))).isDeepEqualTo(matrix(affinities(2, Affinity.JOINT, rows)));
    }

    @Test
    void aConstantColumnBecomesZero() {
        Points points = Points.of(new double[][] {{7, 1}, {7, 2}, {7, 6}});
        for (Preparation preparation : new Preparation[] {new Preparation.Standardize(), new Preparation.Range()}) {
            Points prepared = preparation.apply(points, WORKERS);
            for (int i = 0; i < 3; i++) {
                assertThat(prepared.get(i, 0)).isZero();
                assertThat(prepared.get(i, 1)).isFinite();
            }
        }
    }

    /// Rounding noise in the second component would decide how the map begins; it is told apart and replaced by a seeded offset.
    @Test
    void dataOnALineBeginInAPlaneAllTheSame() {
        double[][] line = new double[9][];
        for (int i = 0; i < line.length; i++) {
            line[i] = new double[] {i, 2 * i, -i};
        }
        double[] y = Start.principalComponents(Points.of(line), 2, 1, 5, WORKERS);
        assertThat(y).isEqualTo(Start.principalComponents(Points.of(line), 2, 1, 5, WORKERS));
        double[] second = Arrays.copyOfRange(y, 9, 18);
        assertThat(Arrays.stream(second).map(Math::abs).max().orElseThrow()).isBetween(1e-6, 1e-2);
    }

    @Test
    void theSignOfAPrincipalComponentIsFixedByItsLargestLoading() {
        double[][] rows = {{0, 0}, {1, 3}, {2, 5}, {4, 13}, {5, 14}};
        double[][] turned = Arrays.stream(rows).map(row -> new double[] {-row[0], -row[1]}).toArray(double[][]::new);
        Points scores = PrincipalComponents.of(Points.of(rows), 1, WORKERS).scores();
        Points other = PrincipalComponents.of(Points.of(turned), 1, WORKERS).scores();
        assertThat(scores.get(4, 0)).isPositive();
        assertThat(other.get(4, 0)).isCloseTo(-scores.get(4, 0), within(1e-12));
    }

    @Test
    void pointsThatCoincideBeginApart() {
        double[] y = Start.principalComponents(Points.of(new double[][] {{1, 2}, {1, 2}, {1, 2}, {5, 6}, {7, 1}}), 2, 1e-4, 3, WORKERS);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(Math.hypot(y[i] - y[j], y[5 + i] - y[5 + j])).as("%d and %d", j, i).isPositive();
            }
        }
    }
}
