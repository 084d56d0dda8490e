package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.base.NumericalException;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.*;

class EmbedderTest {
    private static final int CENTRES = 4;
    private static final double[][] DATA = Blobs.of(120, 6, CENTRES);

    @Test
    void neighborsStayNeighbors() {
        Embedding map = Embedder.of("t-sne").perplexity(10).embed(DATA);

        assertThat(map.cost()).isLessThan(map.startCost());
        assertThat(map.iterations()).isEqualTo(1000);
        for (int i = 0; i < map.n(); i++) {
            assertThat(nearest(map, i) % CENTRES).as("center of the point nearest to %d", i).isEqualTo(i % CENTRES);
        }
    }

    private static int nearest(Embedding map, int i) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < map.n(); j++) {
            double distance = Math.hypot(map.get(i, 0) - map.get(j, 0), map.get(i, 1) - map.get(j, 1));
            if (j != i && distance < least) {
                least = distance;
                nearest = j;
            }
        }
        return nearest;
    }

    @Test
    void anyNumberOfDimensions() {
        for (int dimensions : new int[] {1, 2, 3, 5}) {
            Embedding map = short_("t-sne", 50).dimensions(dimensions).perplexity(8).embed(DATA);
            assertThat(map.coordinates()).hasSize(120 * dimensions);
            assertThat(Arrays.stream(map.coordinates()).allMatch(Double::isFinite)).isTrue();
        }
    }

    @Test
    void duplicatesConstantColumnsAndTinyDataJustWork() {
        double[][] twins = {{1, 2}, {1, 2}, {1, 2}, {3, 4}, {5, 6}};
        double[][] constant = {{7, 7}, {7, 7}, {7, 7}, {7, 7}};
        double[][] three = {{0}, {1}, {5}};
        for (double[][] data : List.of(twins, constant, three)) {
            for (String method : List.of("t-sne", "ssne", "asne", "mmds", "sammon")) {
                Embedding map = short_(method, 100).embed(data);
                assertThat(Arrays.stream(map.coordinates()).allMatch(Double::isFinite)).as(method).isTrue();
            }
        }
    }

    @Test
    void tooFewPointsAndTooLargePerplexitiesAreSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").embed(new double[][] {{1}, {2}}))
                .withMessage("2 rows are too few: an embedding needs at least 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").embed(new double[10][0]))
                .withMessage("the rows have no columns: there is nothing to tell them apart by");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").sampleStart().embed(DATA))
                .withMessageStartingWith("a start from a sample is for at least ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").perplexity(119).embed(DATA))
                .withMessage("perplexity 119 is too large for 120 points: it must be below 119; 118 is the largest that works");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").perplexity(0.5))
                .withMessage("perplexity must be at least 1, but was 0.5");
    }

    @Test
    void distancesAloneGiveTheMapThatTheirPointsGive() {
        int n = DATA.length;
        double[] r = new double[n * DenseMatrix.strideOf(n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double squares = 0;
                for (int k = 0; k < DATA[i].length; k++) {
                    squares += (DATA[i][k] - DATA[j][k]) * (DATA[i][k] - DATA[j][k]);
                }
                r[i * DenseMatrix.strideOf(n) + j] = Math.sqrt(squares);
            }
        }
        DenseMatrix distances = DenseMatrix.sharing(n, DenseMatrix.strideOf(n), r);
        double cost = short_("t-sne", 20).randomStart().embed(DATA).cost();
        assertThat(short_("t-sne", 20).randomStart().embed(distances).cost()).isCloseTo(cost, withinPercentage(1e-6));
    }

    @Test
    void preparationComesFirst() {
        double[][] stretched = Arrays.stream(DATA).map(row -> {
            double[] copy = row.clone();
            copy[0] *= 4096;
            return copy;
        }).toArray(double[][]::new);
        double plain = short_("t-sne", 20).prepare(new Preparation.Standardize()).embed(DATA).cost();
        assertThat(short_("t-sne", 20).prepare(new Preparation.Standardize()).embed(stretched).cost())
                .isCloseTo(plain, withinPercentage(1e-6));
    }

    @Test
    void aGivenStartIsWhereItBegins() {
        double[] start = new double[240];
        for (int c = 0; c < start.length; c++) {
            start[c] = c % 17 - 8;
        }
        Embedding map = short_("t-sne", 1).start(start).embed(DATA);
        assertThat(map.startCost()).isNotEqualTo(short_("t-sne", 1).embed(DATA).startCost());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> short_("t-sne", 1).start(new double[7]).embed(DATA))
                .withMessage("the start has 7 coordinates, but 120 points in 2 dimensions need 240");
    }

    @Test
    void anInterruptedRunKeepsWhatItReached() {
        Progress stopAtFive = new Progress() {
            @Override
            public void iteration(int done, int of, double cost) {
                if (done == 5) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Embedding map = Embedder.of("t-sne").listener(stopAtFive).embed(DATA);
        assertThat(map.ending()).isEqualTo(new Ending.Interrupted());
        assertThat(map.iterations()).isEqualTo(5);
        assertThat(map.costs()).last().isEqualTo(new Embedding.CostAt(5, map.cost()));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aRunThatDivergesSaysSo() {
        assertThatExceptionOfType(NumericalException.class)
                .isThrownBy(() -> with("t-sne", "optimizer.learning-rate", 1e300).embed(DATA));
    }

    @Test
    void theResolvedLearningRateIsSaid() {
        List<String> notes = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Embedding map = short_("t-sne", 1).listener(listener).embed(DATA);
        assertThat(notes).containsExactly("learning rate 10 (automatic)");
        assertThat(map.learningRate()).isEqualTo(10);
    }

    private static Embedder short_(String method, int iterations) {
        Catalog catalog = Catalog.installed();
        return Embedder.of(Plan.of(method, recipe(method).forIterations(iterations), catalog));
    }

    private static Embedder with(String method, String setting, double value) {
        return Embedder.of(Plan.of(method, recipe(method).with(java.util.Map.of(setting, value)), Catalog.installed()));
    }

    private static Recipe recipe(String method) {
        return Catalog.installed().find(Method.class, method).recipe();
    }
}
