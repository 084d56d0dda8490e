package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.Optimizer;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryEstimateTest {
    private static final Catalog CATALOG = Catalog.installed();

    @Test
    void overNeighborsItGrowsWithTheNumberOfPoints() {
        long once = new MemoryEstimate(70_000, 50, 2, Precision.DOUBLE).bytes(false, 90);
        long twice = new MemoryEstimate(140_000, 50, 2, Precision.DOUBLE).bytes(false, 90);
        assertThat(twice).isEqualTo(2 * once);
        assertThat(once).isLessThan(1_200_000_000L);
    }

    @Test
    void overAllPairsItGrowsWithTheirNumber() {
        long once = new MemoryEstimate(20_000, 50, 2, Precision.DOUBLE).bytes(true, 90);
        long twice = new MemoryEstimate(40_000, 50, 2, Precision.DOUBLE).bytes(true, 90);
        assertThat((double) twice / once).isBetween(3.9, 4.0);
        assertThat(once).isGreaterThan(20_000L * 20_000 * Double.BYTES);
    }

    /// 5,000 points in 5,000 columns: data three times, P over neighbors, and 96 vectors of each side that lead to the components.
    @Test
    void componentsOfManyColumnsAreCounted() {
        long bytes = new MemoryEstimate(5_000, 5_000, 2, Precision.DOUBLE).bytes(false, 90);
        long known = 3L * 5_000 * 5_000 * Double.BYTES + 5_000L * 90 * 3 * 20 + 96L * 10_000 * Double.BYTES;
        assertThat((double) bytes / known).isBetween(1.0, 1.15);
    }

    @Test
    void theEmbedderKnowsWhetherPairsOrNeighborsCount() {
        Embedder embedder = Embedder.of("t-sne");
        assertThat(embedder.dense(true).estimateBytes(10_000, 50)).isGreaterThan(4 * embedder.dense(false).estimateBytes(10_000, 50));
        assertThat(Embedder.of(Recipe.of("metric-mds")).estimateBytes(10_000, 50)).isGreaterThan(10_000L * 10_000 * Double.BYTES);
    }

    /// L-BFGS keeps ten steps and changes of the gradient, unless it is told to keep more.
    @Test
    void whatTheOptimizerHoldsIsCounted() {
        int n = 1_000_000;
        Embedder usual = Embedder.of(Recipe.of("kullback-leibler", "student-t", Normalization.PAIR).withOptimizer("gradient-descent"));
        Embedder lbfgs = Embedder.of(Recipe.of("kullback-leibler", "student-t", Normalization.PAIR).withOptimizer("l-bfgs"));
        assertThat(lbfgs.estimateBytes(n, 50) - usual.estimateBytes(n, 50)).isBetween(16L * 2 * Double.BYTES * n, 26L * 2 * Double.BYTES * n);
    }

    /// What a state has are arrays that are held; beside them there are a few that no step depends on.
    @Test
    void everyOptimizerSaysHowManyArraysItHolds() {
        try (Workers workers = new Workers(1)) {
            EmbeddingProblem problem = EmbeddingProblem.ofFewPoints(
                    Plan.of("t-sne", CATALOG.find(Method.class, "t-sne").recipe(), CATALOG), EmbeddingProblem.Settings.usual(), workers);
            double[] y = new double[2 * problem.n()];
            for (Optimizer optimizer : CATALOG.all(Optimizer.class)) {
                for (int memory : new int[] {1, 10, 30}) {
                    Arguments given = Arguments.defaults(optimizer.parameters());
                    Arguments some = given.numbers().containsKey("memory") ? given.with("memory", Expr.constant(memory)) : given;
                    Arguments all = some.numbers().containsKey(LearningRate.NAME) ? some.with(LearningRate.NAME, Expr.constant(1)) : some;
                    long held = optimizer.start(problem.objective(workers, Precision.DOUBLE), y, all).state().values().stream()
                            .filter(array -> array.length == y.length).count();
                    assertThat(optimizer.arrays(all)).as(optimizer.name()).isBetween((int) held, (int) held + 8);
                }
            }
        }
    }
}
