package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.Start;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Where weights are not normalized the points say how large their map is, not the method.
@Tag("laws")
class StartSizeLaws {
    private static final Catalog CATALOG = Catalog.installed();

    @Provide
    Arbitrary<String> unnormalized() {
        return Arbitraries.of("elastic-embedding", "largevis", "t-ee", "t-umap", "umap");
    }

    @Property(seed = "1", tries = 40)
    void aStartGrowsUntilItsCostWouldRise(
            @ForAll("unnormalized") String method, @ForAll @IntRange(min = 20, max = 60) int n, @ForAll @IntRange(max = 30) int smaller, @ForAll long seed) {
        double[] y = times(cloud(n, seed), Math.scalb(1.0, -smaller));
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective objective = objective(method, Blobs.of(n, 4, 3), workers);
            double[] grown = StartSize.grown(objective, y);
            double ratio = grown[0] / y[0];
            assertThat(Math.scalb(1.0, Math.getExponent(ratio))).isEqualTo(ratio).isGreaterThanOrEqualTo(1);
            assertThat(grown).isEqualTo(times(y, ratio));
            assertThat(objective.value(times(grown, 2))).isGreaterThanOrEqualTo(objective.value(grown));
            for (double size = 1; size < ratio; size *= 2) {
                assertThat(objective.value(times(y, 2 * size))).isLessThan(objective.value(times(y, size)));
            }
        }
    }

    @Example
    void coordinatesThatAreGivenAndNormalizedWeightsLeaveAStartAsItIs() {
        double[][] rows = Blobs.of(60, 4, 3);
        double[] given = times(cloud(60, 5), 1e-3);
        double usual = startCost("umap", rows, null);
        assertThat(startCost("umap", rows, given)).isGreaterThan(5 * usual);
        try (Workers workers = new Workers(1)) {
            for (String method : List.of("umap", "t-sne")) {
                assertThat(startCost(method, rows, given)).isEqualTo(objective(method, rows, workers).value(given));
            }
        }
    }

    /// From one spot the Jensen-Shannon divergence leads nowhere, if the points are many; where attraction is exaggerated they are to begin there.
    @Example
    void theMapOfASampleIsASpotOnlyWhereAttractionIsExaggerated() {
        Plan exaggerated = Plan.of("t-sne", CATALOG.find(Method.class, "t-sne").recipe(), CATALOG);
        assertThat(StartSize.of(exaggerated, new Start.Sample())).isEqualTo(StartSize.KNOWN);
        assertThat(StartSize.ofSample(exaggerated.recipe())).isEqualTo(exaggerated.recipe().spread()).isPositive();

        double[][] rows = Blobs.of(2_000, 4, 3);
        Embedder embedder = Embedder.of("jse").perplexity(10).storage(Storage.SPARSE).threads(1);
        double ofSpot = embedder.start(new Start.Random()).iterations(1).embed(rows).startCost();
        assertThat(embedder.start(new Start.Sample()).iterations(30).embed(rows).startCost()).isLessThan(0.9 * ofSpot);
    }

    private static double startCost(String method, double[][] rows, double @Nullable [] given) {
        Embedder embedder = Embedder.of(method).perplexity(5).iterations(4).threads(1);
        return (given == null ? embedder : embedder.start(given)).embed(rows).startCost();
    }

    private static double[] times(double[] y, double factor) {
        return Arrays.stream(y).map(c -> factor * c).toArray();
    }

    private static EmbeddingObjective objective(String method, double[][] rows, Workers workers) {
        Plan plan = Plan.of(method, CATALOG.find(Method.class, method).recipe(), CATALOG);
        EmbeddingProblem.Settings settings = new EmbeddingProblem.Settings(List.of(new Perplexity(5)), Storage.DENSE, null, 2);
        return EmbeddingProblem.of(plan, new EmbeddingProblem.Data.OfPoints(Points.of(rows)), settings, workers, _ -> {})
                .objective(workers, Precision.DOUBLE);
    }

    private static double[] cloud(int n, long seed) {
        return new Random(seed).doubles(2L * n, -1, 1).toArray();
    }
}
