package dev.starling.core.affinity;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Neighbors are those of the definition: others in the order of their distance, none of which is farther than one left out.
class NeighborsTest {
    /// Little, which is done without vectors, and much, which is not; whole blocks, and a few points more; values of which many are the
    /// same, so that distances tie, and values all of which differ; points that coincide.
    @ParameterizedTest
    @CsvSource({
        "2, 3, 1, 9, 1", "17, 3, 16, 9, 2", "256, 2, 7, 5, 2", "515, 3, 30, 4, 3", "515, 3, 30, 1, 2", "600, 4, 599, 1000000, 2",
        "1201, 300, 40, 3, 2", "1201, 300, 91, 1000000, 3"
    })
    void areTheNearest(int n, int columns, int k, int values, int threads) {
        SplittableRandom random = new SplittableRandom(n + values);
        Points points = Points.copyOf(n, columns, random.ints((long) n * columns, 0, values).asDoubleStream().map(v -> v / 8).toArray());
        try (Workers workers = new Workers(threads)) {
            Neighbors neighbors = Neighbors.exact(points, k, workers);
            for (int i = 0; i < n; i += 1 + n / 60) {
                check(points, neighbors, i);
            }
            check(points, neighbors, n - 1);
        }
    }

    private static void check(Points points, Neighbors neighbors, int point) {
        int n = points.rows();
        double[] distance = IntStream.range(0, n).mapToDouble(j -> squared(points.row(point), points.row(j))).toArray();
        double[] nearest = IntStream.range(0, n).filter(j -> j != point).mapToDouble(j -> distance[j]).sorted()
                .limit(neighbors.k()).toArray();
        int first = point * neighbors.k();
        int[] indices = Arrays.copyOfRange(neighbors.indices(), first, first + neighbors.k());
        assertThat(Arrays.copyOfRange(neighbors.squaredDistances(), first, first + neighbors.k())).isEqualTo(nearest);
        assertThat(IntStream.of(indices).mapToDouble(j -> distance[j]).toArray()).isEqualTo(nearest);
        assertThat(indices).doesNotHaveDuplicates().doesNotContain(point);
    }

    private static double squared(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double d = y[k] - x[k];
            sum = Math.fma(d, d, sum);
        }
        return sum;
    }

    @Test
    void ofAMatrixAreTheSame() {
        SplittableRandom random = new SplittableRandom(1);
        Points points = Points.copyOf(83, 2, random.doubles(166).toArray());
        try (Workers one = new Workers(1)) {
            DenseMatrix distances = Affinities.distances(points, one);
            double[] squared = distances.values().clone();
            for (int i = 0; i < 83; i++) {
                for (int j = 0; j < 83; j++) {
                    squared[i * distances.stride() + j] = squared(points.row(i), points.row(j));
                }
            }
            Neighbors expected = Neighbors.exact(points, 20, one);
            Neighbors actual = Neighbors.of(DenseMatrix.sharing(83, distances.stride(), squared), 20, one);
            assertThat(actual.indices()).isEqualTo(expected.indices());
            assertThat(actual.squaredDistances()).isEqualTo(expected.squaredDistances());
        }
    }

    @Test
    void ofDistancesThatAreNoNumbersAreRefused() {
        double[] squared = new double[9 * DenseMatrix.strideOf(9)];
        squared[2 * DenseMatrix.strideOf(9) + 5] = Double.NaN;
        DenseMatrix matrix = DenseMatrix.trusted(9, DenseMatrix.strideOf(9), squared, true);
        try (Workers one = new Workers(1)) {
            assertThatThrownBy(() -> Neighbors.of(matrix, 8, one)).hasMessageContaining("point 2").hasMessageContaining("NaN");
        }
    }
}
