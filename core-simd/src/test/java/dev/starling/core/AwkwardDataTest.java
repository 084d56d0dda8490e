package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.*;

/// What is said of awkward data while they are embedded, in a line each.
class AwkwardDataTest {
    private final List<String> notes = new ArrayList<>();

    private Embedder embedder(String method) {
        Catalog catalog = Catalog.installed();
        return Embedder.of(Plan.of(method, catalog.find(Method.class, method).recipe().forIterations(30), catalog))
                .listener(new Progress() {
                    @Override
                    public void note(String line) {
                        if (!line.startsWith("learning rate")) {
                            notes.add(line);
                        }
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-sne", "ssne", "asne", "nerv", "jse", "umap", "mmds", "sammon", "sstress"})
    void pointsThatAreAllTheSameAreOneSpot(String method) {
        double[][] data = {{7, 8}, {7, 8}, {7, 8}, {7, 8}, {7, 8}};
        for (UnaryOperator<Embedder> start : List.<UnaryOperator<Embedder>>of(e -> e, Embedder::randomStart)) {
            notes.clear();
            Embedding map = start.apply(embedder(method)).embed(data);
            assertThat(map.coordinates()).containsOnly(0);
            assertThat(map.cost()).isFinite().isEqualTo(map.startCost());
            assertThat(notes).contains("all points are the same, so the map is one spot");
        }
    }

    @Test
    void soArePointsWhoseDistancesAreAllZero() {
        DenseMatrix zero = DenseMatrix.sharing(4, DenseMatrix.strideOf(4), new double[4 * DenseMatrix.strideOf(4)]);
        assertThat(embedder("t-sne").embed(zero).coordinates()).containsOnly(0);
        assertThat(notes).contains("all points are the same, so the map is one spot");
    }

    @Test
    void dataOfFewerDirectionsThanTheMapAreSaid() {
        double[][] line = new double[9][];
        for (int i = 0; i < line.length; i++) {
            line[i] = new double[] {i, 2 * i, -i};
        }
        embedder("mmds").embed(line);
        embedder("mmds").dimensions(1).embed(line);
        assertThat(notes)
                .containsExactly("the data vary along 1 direction only, and the map has 2; the others start at tiny random numbers");
    }

    /// Corners of a cube: three directions alike, of which the map has two.
    @Test
    void aStartThatIsOneOfManyIsSaid() {
        double[][] cube = new double[8][];
        double[][] brick = new double[8][];
        for (int i = 0; i < 8; i++) {
            cube[i] = new double[] {i & 1, i >> 1 & 1, i >> 2};
            brick[i] = new double[] {i & 1, i >> 1 & 1, 0.9 * (i >> 2)};
        }
        embedder("mmds").embed(brick);
        assertThat(notes).isEmpty();
        embedder("mmds").embed(cube);
        assertThat(notes).hasSize(1).first().asString()
                .startsWith("principal components 2 and 3 have the same variance ").endsWith(", so that the start is one of many");
    }

    @Test
    void rowsThatDoNotReachThePerplexityAreCountedAndTheWorstIsNamed() {
        double[][] rows = {{40, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {50, 3}, {9, 1}, {9, 1}, {9, 1}, {20, 6}, {30, 30}};
        embedder("ssne").perplexity(1.5).embed(rows);
        // Each of the four has three others on its spot, each of the three two, and (20, 6) has these three at one distance.
        assertThat(notes).containsExactly("8 rows do not reach the perplexity, because more points lie at one distance, or so near beside the "
                + "largest numbers that they differ in no digit; affinities are shared there evenly. The farthest off is row 2 with 3.0");
    }

    @Test
    void partsThatDoNotHangTogetherAreCounted() {
        double[][] far = Arrays.stream(Blobs.of(60, 3, 3)).map(row -> Arrays.stream(row).map(x -> 100 * x).toArray()).toArray(double[][]::new);
        embedder("ssne").dense(false).perplexity(3).embed(far);
        assertThat(notes).containsExactly("the affinities fall into 3 components; how these lie to each other comes from the start");
        notes.clear();
        embedder("ssne").dense(true).perplexity(3).embed(far);
        assertThat(notes).isEmpty();
    }

    @Test
    void pairsThatSammonsStressLeavesOutAreCounted() {
        double[][] twins = {{1, 2}, {1, 2}, {1, 2}, {3, 4}, {5, 7}};
        embedder("sammon").embed(twins);
        embedder("mmds").embed(twins);
        assertThat(notes).containsExactly("3 pairs of points at distance 0 do not count: the cost is not defined");
    }

    /// Squares that overflow, squares that vanish, and subnormal numbers, of which whole ones keep their digits.
    @ParameterizedTest
    @ValueSource(ints = {1000, 600, -600, -1060})
    void dataTimesAPowerOfTwoHaveTheSameMapBitForBit(int exponent) {
        double[][] data = Arrays.stream(Blobs.of(40, 4, 3)).map(row -> Arrays.stream(row).map(Math::rint).toArray()).toArray(double[][]::new);
        double[][] scaled =
                Arrays.stream(data).map(row -> Arrays.stream(row).map(x -> Math.scalb(x, exponent)).toArray()).toArray(double[][]::new);
        assertThat(embedder("t-sne").embed(scaled).coordinates()).isEqualTo(embedder("t-sne").embed(data).coordinates());
    }

    /// The distance of the first two points is no double.
    @Test
    void differencesThatOverflowAreFinite() {
        double most = Double.MAX_VALUE;
        double[][] data = {{most, 0}, {-most, 0}, {0, most}, {0, -most / 2}, {most / 3, most / 5}};
        assertThat(Arrays.stream(embedder("t-sne").embed(data).coordinates()).allMatch(Double::isFinite)).isTrue();
    }
}
