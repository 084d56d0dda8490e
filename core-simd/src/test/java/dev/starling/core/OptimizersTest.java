package dev.starling.core;

import dev.starling.api.Laplacian;
import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.*;

/// What the objective of an embedding does for optimizers.
class OptimizersTest {
    private static final double[][] DATA = Blobs.of(60, 5, 3);

    /// A line search believes that the gradient is that of the value.
    @ParameterizedTest
    @ValueSource(strings = {"t-sne", "ssne", "hssne"})
    void theExaggeratedGradientHasAValue(String method) {
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective objective = objective(method, workers);
            objective.exaggerate(4);
            double[] y = new Random(1).doubles(120, -2, 2).toArray();
            double[] gradient = new double[120];
            double[] unused = new double[120];
            objective.valueAndGradient(y, gradient);
            for (int c = 0; c < y.length; c += 7) {
                double here = y[c];
                y[c] = here + 1e-5;
                double ahead = objective.valueAndGradient(y, unused);
                y[c] = here - 1e-5;
                double behind = objective.valueAndGradient(y, unused);
                y[c] = here;
                assertThat(gradient[c]).isCloseTo((ahead - behind) / 2e-5, within(1e-8));
            }
        }
    }

    @Test
    void theAttractionIsThatOfSpringsAndExaggeratedWithIt() {
        try (Workers one = new Workers(1); Workers three = new Workers(3)) {
            EmbeddingObjective objective = objective("t-sne", one);
            Laplacian attraction = objective.attraction().orElseThrow();
            double[] x = new Random(2).doubles(60, -1, 1).toArray();
            double[] product = new double[60];
            attraction.multiply(x, product);
            assertThat(IntStream.range(0, 60).mapToDouble(i -> x[i] * product[i]).sum()).isPositive();
            // P sums to 1, and so does the diagonal of its Laplacian.
            assertThat(IntStream.range(0, 60).mapToDouble(i -> attraction.diagonal()[i]).sum()).isCloseTo(1, within(1e-12));
            double[] again = new double[60];
            objective("t-sne", three).attraction().orElseThrow().multiply(x, again);
            assertThat(again).isEqualTo(product);
            objective.exaggerate(4);
            attraction.multiply(x, again);
            assertThat(IntStream.range(0, 60).allMatch(i -> again[i] == 4 * product[i])).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-sne", "elastic-embedding"})
    void springsLeadFurtherInThirtyStepsThanTheGradient(String method) {
        Recipe recipe = recipe(method).exaggeratedBy(1, 0).forIterations(30);
        assertThat(cost(recipe.withOptimizer("spectral-direction"))).isLessThan(cost(recipe.withOptimizer("gradient-descent")));
    }

    private static double cost(Recipe recipe) {
        return Embedder.of(Plan.of("x", recipe, Catalog.installed())).perplexity(8).embed(DATA).cost();
    }

    private static Recipe recipe(String method) {
        return Catalog.installed().find(Method.class, method).recipe();
    }

    private static EmbeddingObjective objective(String method, Workers workers) {
        Plan plan = Plan.of(method, recipe(method), Catalog.installed());
        EmbeddingProblem problem = EmbeddingProblem.of(
                plan, new EmbeddingProblem.Data.OfPoints(Points.of(DATA)), new EmbeddingProblem.Settings(List.of(new Perplexity(8)), Storage.DENSE, null, 2),
                workers, _ -> {});
        return problem.objective(List.of(new ExactEngine(workers, Backend.SCALAR)), Precision.DOUBLE);
    }
}
