package dev.starling.core.start;

import dev.starling.core.Blobs;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Distances of points begin where the points themselves do.
class ClassicalScalingTest {
    private static DenseMatrix distances(double[][] points, double scale) {
        int n = points.length;
        int stride = DenseMatrix.strideOf(n);
        double[] r = new double[n * stride];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double squares = 0;
                for (int k = 0; k < points[i].length; k++) {
                    squares += (points[i][k] - points[j][k]) * (points[i][k] - points[j][k]);
                }
                r[i * stride + j] = scale * Math.sqrt(squares);
            }
        }
        return DenseMatrix.sharing(n, stride, r);
    }

    private static double[] start(DenseMatrix distances, int dimensions, double spread) {
        try (Workers workers = new Workers(1)) {
            return Start.classicalScaling(distances, dimensions, spread, 1, workers);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 200})
    void principalComponentsOfThePointsUpToTheirSigns(int n) {
        double[][] points = Blobs.of(n, 4, 3);
        try (Workers workers = new Workers(1)) {
            for (double spread : new double[] {0, 1e-4}) {
                double[] expected = Start.principalComponents(Points.of(points), 2, spread, 1, workers);
                double[] found = start(distances(points, 1), 2, spread);
                double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                for (int k = 0; k < 2; k++) {
                    double sign = Math.signum(expected[k * n] * found[k * n]);
                    for (int i = 0; i < n; i++) {
                        assertThat(sign * found[k * n + i]).isCloseTo(expected[k * n + i], within(1e-6 * size));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-900, 0x1p-20, 0x1p20, 0x1p900})
    void theUnitOfDistancesIsThatOfTheStart(double scale) {
        double[][] points = Blobs.of(30, 4, 3);
        double[] plain = start(distances(points, 1), 2, 0);
        assertThat(start(distances(points, scale), 2, 0)).containsExactly(Arrays.stream(plain).map(value -> scale * value).toArray());
        assertThat(start(distances(points, scale), 2, 1e-4)).containsExactly(start(distances(points, 1), 2, 1e-4));
    }

    /// Distances on a circle by the shorter arc are not Euclidean; a direction of negative squares is none.
    @Test
    void directionsOfNegativeSquaresAreLeftOut() {
        int n = 20;
        int stride = DenseMatrix.strideOf(n);
        double[] r = new double[n * stride];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int apart = Math.abs(i - j);
                r[i * stride + j] = Math.pow(Math.min(apart, n - apart), 3);
            }
        }
        double[] y = start(DenseMatrix.sharing(n, stride, r), 2, 0);
        double radius = Math.hypot(y[0], y[n]);
        for (int i = 0; i < n; i++) {
            assertThat(Math.hypot(y[i], y[n + i])).isCloseTo(radius, within(1e-6 * radius));
        }
    }

    @Test
    void fewPointsHaveFewDirections() {
        double[] y = start(distances(new double[][] {{0}, {1}, {3}}, 1), 2, 0);
        assertThat(Math.abs(y[2] - y[0])).isCloseTo(3, within(1e-9));
        assertThat(Arrays.stream(y).skip(3).map(Math::abs).max().orElseThrow()).isLessThan(1e-2);
    }
}
