package dev.starling.core.start;

import dev.starling.api.Affinity;
import dev.starling.core.Blobs;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.*;

class SpectralStartTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /// The vectors solve (I − S) v = μ v, and there is none with a smaller μ but the trivial one.
    @Test
    void coordinatesAreTheFirstEigenvectorsOfTheLaplacian() {
        for (PairMatrix p : List.of(
                Affinities.dense(Points.of(Blobs.of(150, 4, 1)), new Perplexity(12), Affinity.JOINT, WORKERS).matrix(),
                Affinities.sparse(Points.of(Blobs.of(150, 4, 1)), new Perplexity(12), Affinity.JOINT, WORKERS).matrix(),
                // Not symmetric.
                Affinities.dense(Points.of(Blobs.of(90, 4, 1)), new Perplexity(7), Affinity.ROW, WORKERS).matrix())) {
            SpectralStart start = SpectralStart.of(p, 3, 1, 1, WORKERS);
            assertThat(start.components()).isEqualTo(1);
            double[] eigenvalues = eigenvalues(p);
            for (int k = 0; k < 3; k++) {
                // A residual of 1e-5 makes an eigenvalue wrong by its square over the gap.
                assertThat(start.eigenvalues()[k]).isCloseTo(eigenvalues[k + 1], within(1e-7));
                assertEigenvector(p, start.coordinates(), k, start.eigenvalues()[k]);
            }
        }
    }

    private static double[][] laplacian(PairMatrix p) {
        int n = p.n();
        double[] degrees = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                degrees[i] += p.get(i, j) + p.get(j, i);
            }
        }
        double[][] laplacian = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                laplacian[i][j] = (i == j ? 1 : 0) - (p.get(i, j) + p.get(j, i)) / Math.sqrt(degrees[i] * degrees[j]);
            }
        }
        return laplacian;
    }

    private static double[] eigenvalues(PairMatrix p) {
        var decomposition = DecompositionFactory_DDRM.eig(p.n(), false, true);
        decomposition.decompose(new DMatrixRMaj(laplacian(p)));
        return IntStream.range(0, p.n()).mapToDouble(i -> decomposition.getEigenvalue(i).real).sorted().toArray();
    }

    /// Coordinates are a·v + b; b is found from L(a·v + b) = μ·a·v, of which the trivial vector t = D^½ 1 says t·v = 0.
    private static void assertEigenvector(PairMatrix p, double[] y, int k, double eigenvalue) {
        int n = p.n();
        double[][] laplacian = laplacian(p);
        double[] trivial = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                trivial[i] += p.get(i, j) + p.get(j, i);
            }
            trivial[i] = Math.sqrt(trivial[i]);
        }
        double along = 0;
        for (int i = 0; i < n; i++) {
            along += trivial[i] * y[k * n + i];
        }
        double shift = along / Arrays.stream(trivial).sum();
        double length = 0;
        double off = 0;
        for (int i = 0; i < n; i++) {
            double product = 0;
            for (int j = 0; j < n; j++) {
                product += laplacian[i][j] * (y[k * n + j] - shift);
            }
            double entry = y[k * n + i] - shift;
            off += (product - eigenvalue * entry) * (product - eigenvalue * entry);
            length += entry * entry;
        }
        assertThat(Math.sqrt(off / length)).as("residual of vector %d", k).isLessThan(2e-5);
    }

    @Test
    void aRingIsDrawnAsARing() {
        int n = 60;
        double[] values = new double[n * DenseMatrix.strideOf(n)];
        for (int i = 0; i < n; i++) {
            values[i * DenseMatrix.strideOf(n) + (i + 1) % n] = 1;
            values[(i + 1) % n * DenseMatrix.strideOf(n) + i] = 1;
        }
        SpectralStart start = SpectralStart.of(DenseMatrix.sharing(n, DenseMatrix.strideOf(n), values), 2, 1, 1, WORKERS);
        // Two eigenvectors with one eigenvalue, 1 − cos(2π/n): all points at one distance from the middle.
        assertThat(start.eigenvalues()[0]).isCloseTo(1 - Math.cos(2 * Math.PI / n), within(1e-8));
        assertThat(start.eigenvalues()[1]).isCloseTo(start.eigenvalues()[0], within(1e-8));
        double[] radii = IntStream.range(0, n).mapToDouble(i -> Math.hypot(start.coordinates()[i], start.coordinates()[n + i])).toArray();
        double mean = Arrays.stream(radii).average().orElseThrow();
        // Found to 1e-5, beside a gap of 0.016 to the next eigenvalue.
        assertThat(Arrays.stream(radii).boxed()).allSatisfy(radius -> assertThat(radius).isCloseTo(mean, withinPercentage(1)));
    }

    @Test
    void componentsLieApart() {
        // Two cliques of 5 and 8, a pair, and two points alone.
        int n = 17;
        int[] group = {0, 1, 0, 1, 1, 0, 1, 2, 1, 0, 1, 2, 0, 1, 1, 3, 4};
        double[] values = new double[n * DenseMatrix.strideOf(n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * DenseMatrix.strideOf(n) + j] = i != j && group[i] == group[j] ? 1 : 0;
            }
        }
        for (int dimensions : new int[] {1, 2, 3, 5}) {
            SpectralStart start = SpectralStart.of(
                    DenseMatrix.sharing(n, DenseMatrix.strideOf(n), values), dimensions, 1e-4, 1, WORKERS);
            assertThat(start.components()).isEqualTo(5);
            assertFiniteAndDifferent(start.coordinates(), n, dimensions);
            assertThat(deviation(start.coordinates(), n)).isCloseTo(1e-4, withinPercentage(0.1));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int l = 0; l < n && dimensions < 3; l++) {
                        if (group[i] == group[j] && group[i] != group[l]) {
                            assertThat(distance(start.coordinates(), n, dimensions, i, j))
                                    .isLessThan(1.5 * distance(start.coordinates(), n, dimensions, i, l));
                        }
                    }
                }
            }
        }
    }

    @Test
    void noEdgesAndFewPointsAreFine() {
        for (int n : new int[] {1, 2, 3, 4}) {
            for (int dimensions : new int[] {1, 2, 5}) {
                double[] none = new double[n * DenseMatrix.strideOf(n)];
                double[] all = none.clone();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        all[i * DenseMatrix.strideOf(n) + j] = i == j ? 0 : 1e-300;
                    }
                }
                for (double[] values : List.of(none, all)) {
                    DenseMatrix p = DenseMatrix.sharing(n, DenseMatrix.strideOf(n), values);
                    SpectralStart start = SpectralStart.of(p, dimensions, 0, 1, WORKERS);
                    assertThat(start.components()).isEqualTo(values == none ? n : 1);
                    assertFiniteAndDifferent(start.coordinates(), n, dimensions);
                }
            }
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        PairMatrix p = Affinities.sparse(Points.of(Blobs.of(700, 4, 3)), new Perplexity(5), Affinity.JOINT, WORKERS).matrix();
        double[] two = Start.spectral(p, 2, 1, 1, WORKERS);
        try (Workers one = new Workers(1);
                Workers four = new Workers(4)) {
            assertThat(Start.spectral(p, 2, 1, 1, one)).isEqualTo(two);
            assertThat(Start.spectral(p, 2, 1, 1, four)).isEqualTo(two);
        }
    }

    /// The sign is fixed, so another seed finds the same map.
    @Test
    void theSeedOnlySetsTheSearchGoing() {
        PairMatrix p = Affinities.dense(Points.of(Blobs.of(150, 4, 1)), new Perplexity(12), Affinity.JOINT, WORKERS).matrix();
        double[] one = Start.spectral(p, 2, 1, 1, WORKERS);
        double[] other = Start.spectral(p, 2, 1, 2, WORKERS);
        for (int c = 0; c < one.length; c++) {
            assertThat(other[c]).isCloseTo(one[c], within(2e-2));
        }
        assertThat(other).isNotEqualTo(one);
    }

    private static void assertFiniteAndDifferent(double[] y, int n, int dimensions) {
        List<List<Double>> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Double> point = new ArrayList<>();
            for (int k = 0; k < dimensions; k++) {
                point.add(y[k * n + i]);
                assertThat(y[k * n + i]).isFinite();
            }
            points.add(point);
        }
        assertThat(points).doesNotHaveDuplicates();
    }

    private static double deviation(double[] y, int n) {
        double mean = Arrays.stream(y, 0, n).average().orElseThrow();
        return Math.sqrt(Arrays.stream(y, 0, n).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    private static double distance(double[] y, int n, int dimensions, int i, int j) {
        double squares = 0;
        for (int k = 0; k < dimensions; k++) {
            squares += (y[k * n + i] - y[k * n + j]) * (y[k * n + i] - y[k * n + j]);
        }
        return Math.sqrt(squares);
    }
}
