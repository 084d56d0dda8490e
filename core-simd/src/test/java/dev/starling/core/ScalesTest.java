package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.AffinityRule;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.SpectralStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.assertj.core.api.Assertions.*;

/// Several perplexities, precisions of the data, weights, and the affinities of UMAP.
class ScalesTest {
    private static final Points DATA = Points.of(Blobs.of(70, 5, 3));
    private static final Catalog CATALOG = Catalog.installed();

    @Test
    void severalPerplexitiesGiveTheMeanOfTheirAffinities() {
        try (Workers workers = new Workers(2)) {
            List<Perplexity> both = List.of(new Perplexity(5), new Perplexity(20));
            for (Affinity kind : List.of(Affinity.ROW, Affinity.JOINT, Affinity.CONDITIONAL, Affinity.RAW)) {
                var mean = Affinities.dense(DATA, both, kind, workers).matrix();
                var five = Affinities.dense(DATA, new Perplexity(5), kind, workers).matrix();
                var twenty = Affinities.dense(DATA, new Perplexity(20), kind, workers).matrix();
                for (int i = 0; i < 70; i += 3) {
                    for (int j = 0; j < 70; j += 5) {
                        assertThat(mean.get(i, j)).isCloseTo((five.get(i, j) + twenty.get(i, j)) / 2, within(1e-15));
                    }
                }
            }
        }
    }

    @Test
    void fuzzyRowsSumToTheLogarithmOfTheNumberOfNeighbors() {
        try (Workers workers = new Workers(1)) {
            var p = Affinities.sparse(DATA, new Perplexity(15), Affinity.FUZZY, workers).matrix();
            assertThat(p.symmetric()).isTrue();
            for (int i = 0; i < 70; i++) {
                double most = 0;
                for (int j = 0; j < 70; j++) {
                    assertThat(p.get(i, j)).isBetween(0.0, 1.0);
                    most = Math.max(most, p.get(i, j));
                }
                // The nearest neighbor is certain.
                assertThat(most).isEqualTo(1);
            }
            var dense = Affinities.dense(DATA, new Perplexity(15), Affinity.FUZZY, workers).matrix();
            assertThat(dense.get(3, 7)).isEqualTo(p.get(3, 7));
        }
    }

    @Test
    void allOfItEmbeds() {
        Recipe ssne = CATALOG.find(Method.class, "ssne").recipe().forIterations(60);
        Recipe asne = CATALOG.find(Method.class, "asne").recipe().forIterations(60);
        Recipe tsne = CATALOG.find(Method.class, "t-sne").recipe().forIterations(60);
        assertDescends(ssne, 4, 16);
        assertDescends(asne, 4, 8, 16);
        assertDescends(asne.withDataPrecisions(), 10);
        assertDescends(asne.withDataPrecisions(), 5, 10);
        assertDescends(tsne.weightedByDegree(), 10);
    }

    private static void assertDescends(Recipe recipe, double... perplexities) {
        Embedding map = Embedder.of(Plan.of("recipe", recipe, CATALOG)).perplexity(perplexities).embed(DATA);
        assertThat(map.cost()).as(recipe.toString()).isFinite().isLessThan(map.startCost());
    }

    @Test
    void aKernelWithoutPrecisionCannotHaveThatOfTheData() {
        Recipe recipe = CATALOG.find(Method.class, "t-sne").recipe().withDataPrecisions();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of("x", recipe, CATALOG))
                .withMessage("the kernel 'student-t' has no precision that could be that of the data");
    }

    /// Each of the nearest counts alike, from either side; the perplexity is their number, and the rows of P before it is made symmetric have it.
    @Test
    void uniformAffinitiesAreTheGraphOfNeighbors() {
        try (Workers workers = new Workers(1)) {
            int n = DATA.rows();
            var neighbors = dev.starling.core.affinity.Neighbors.exact(DATA, 7, workers);
            double[][] expected = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int e = 0; e < 7; e++) {
                    int j = neighbors.indices()[i * 7 + e];
                    expected[i][j] += 1.0 / 7 / (2 * n);
                    expected[j][i] += 1.0 / 7 / (2 * n);
                }
            }
            var sparse = Affinities.sparse(DATA, new Perplexity(7), Affinity.UNIFORM, workers);
            var dense = Affinities.dense(DATA, new Perplexity(7), Affinity.UNIFORM, workers);
            assertThat(sparse.unreached()).isZero();
            assertThat(sparse.matrix().symmetric()).isTrue();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    assertThat(sparse.matrix().get(i, j)).isCloseTo(expected[i][j], within(1e-18));
                    assertThat(dense.matrix().get(i, j)).isEqualTo(sparse.matrix().get(i, j));
                }
            }
        }
    }

    /// UMAP over points that coincide: as many count as do, and not two to the power of that.
    @Test
    void coincidentNeighborsAreCounted() {
        double[][] rows = new double[60][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i < 40 ? 0 : i};
        }
        try (Workers workers = new Workers(1)) {
            var fuzzy = Affinities.sparse(Points.of(rows), new Perplexity(30), Affinity.FUZZY, workers);
            assertThat(fuzzy.unreached()).isPositive();
            assertThat(fuzzy.perplexity()).isBetween(1.0, 30.0);
        }
    }

    /// A perplexity below 2 has no room for more than the nearest, which counts fully.
    @ParameterizedTest
    @EnumSource(names = {"FUZZY", "UNIFORM"})
    void countedNeighborsAreEnoughOfAnyFewPoints(Affinity kind) {
        try (Workers workers = new Workers(1)) {
            for (int n = 3; n < 20; n++) {
                Points few = Points.of(Blobs.of(n, 4, 1));
                Perplexity usual = AffinityRule.automatic(kind, n);
                Affinities made = Affinities.sparse(few, usual, kind, workers);
                assertThat(made.unreached()).isZero();
                assertThat(SpectralStart.componentsOf((SparseMatrix) made.matrix())).isEqualTo(1);
                assertThat(Affinities.sparse(few, new Perplexity(1 + 1.0 / n), kind, workers).unreached()).isZero();
                assertThat(Affinities.dense(few, new Perplexity(n - 1), kind, workers).unreached()).isZero();
                int tooMany = n;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Affinities.dense(few, new Perplexity(tooMany), kind, workers))
                        .withMessage("perplexity " + n + " is too large for " + n + " points: it must be at most " + (n - 1));
            }
        }
    }
}
