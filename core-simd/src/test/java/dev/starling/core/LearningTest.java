package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.LearnedParameter;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.*;

class LearningTest {
    private static final double[][] DATA = Blobs.of(60, 5, 3);

    @ParameterizedTest
    @CsvSource({
        "kernel.alpha, heavy-tailed, ALL_POINTS",
        "kernel.alpha, heavy-tailed, EACH_POINT",
        "kernel.nu, inhomogeneous-t, EACH_POINT",
        "kernel.precision, gaussian, EACH_POINT",
        "kernel.precision, heavy-tailed, ALL_POINTS",
        "kernel.a, 1/(1+a*f), ALL_POINTS",
        "kernel.a, 1/(1+a*f), EACH_POINT"
    })
    void theGradientIsTheDerivativeOfTheCostForParametersToo(String parameter, String kernel, Recipe.Sharing sharing) {
        Catalog catalog = Catalog.installed();
        Recipe recipe = catalog.find(Method.class, "t-sne").recipe().withKernel(kernel).learning(parameter, sharing);
        Plan plan = Plan.of("learning", recipe, catalog);
        try (Workers workers = new Workers(1)) {
            EmbeddingProblem problem = EmbeddingProblem.of(
                    plan, new EmbeddingProblem.Data.OfPoints(Points.of(DATA)), new EmbeddingProblem.Settings(List.of(new Perplexity(8)), Storage.DENSE, null, 2),
                    workers, _ -> {});
            EmbeddingObjective objective = problem.objective(List.of(new ExactEngine(workers, Backend.SCALAR)), Precision.DOUBLE);
            LearningObjective whole = new LearningObjective(objective, plan.learned());
            double[] y = whole.start(new Random(1).doubles(120, -2, 2).toArray());
            for (int c = 120; c < y.length; c++) {
                y[c] += 0.1 * (c % 5);
            }
            double[] gradient = new double[y.length];
            whole.gradient(y, gradient);
            for (int c = 0; c < y.length; c += 7) {
                checkCoordinate(whole, y, gradient, c);
            }
            checkCoordinate(whole, y, gradient, y.length - 1);
        }
    }

    private static void checkCoordinate(LearningObjective whole, double[] y, double[] gradient, int c) {
        double step = 1e-5;
        double[] ahead = y.clone();
        double[] behind = y.clone();
        ahead[c] += step;
        behind[c] -= step;
        double difference = (whole.value(ahead) - whole.value(behind)) / (2 * step);
        assertThat(gradient[c]).as("coordinate " + c).isCloseTo(difference, within(1e-7 + 1e-6 * Math.abs(difference)));
    }

    @Test
    void whatIsLearnedComesOutAndPays() {
        Catalog catalog = Catalog.installed();
        Recipe fixed = catalog.find(Method.class, "hssne").recipe().with(Map.of("kernel.alpha", 0.2)).forIterations(300);
        Recipe learned = fixed.learning("kernel.alpha", Recipe.Sharing.ALL_POINTS);
        Embedding plain = Embedder.of(Plan.of("fixed", fixed, catalog)).perplexity(8).embed(DATA);
        Embedding better = Embedder.of(Plan.of("learned", learned, catalog)).perplexity(8).embed(DATA);
        assertThat(plain.learned()).isEmpty();
        assertThat(better.learned()).containsOnlyKeys("kernel.alpha");
        assertThat(better.learned().get("kernel.alpha")).hasSize(1);
        assertThat(better.learned().get("kernel.alpha")[0]).isPositive().isNotEqualTo(0.2);
        assertThat(better.cost()).isLessThan(plain.cost());
    }

    @Test
    void whatCannotBeLearnedIsSaid() {
        Catalog catalog = Catalog.installed();
        Recipe recipe = catalog.find(Method.class, "t-sne").recipe();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of("x", recipe.learning("cost.lambda", Recipe.Sharing.ALL_POINTS), catalog))
                .withMessage("'cost.lambda' cannot be learned: only parameters of the kernel and the transform can, such as kernel.alpha");
    }

    @ParameterizedTest
    @CsvSource({"0, Infinity, 0.5", "-Infinity, 2, 0.5", "0, 1, 0.5", "0, 1, 0", "0, 1, 1", "-3, 1e6, 7", "-Infinity, Infinity, -4"})
    void aLearnedParameterStaysInItsRangeAndBeginsWhereItIsSet(double least, double most, double value) {
        Parameter parameter = new Parameter("a", least, true, most, true, value, "");
        Recipe recipe = Catalog.installed().find(Method.class, "t-sne").recipe().withKernel("1/(1+a*f)");
        Plan plan = Plan.of("learning", recipe.learning("kernel.a", Recipe.Sharing.ALL_POINTS), Catalog.installed());
        assertThat(plan.learned()).hasSize(1);
        LearnedParameter learned = new LearnedParameter(
                "kernel.a", parameter.least(), parameter.most(), Math.min(Math.max(value, least + 0.01), most - 0.01), Recipe.Sharing.ALL_POINTS);
        assertThat(learned.value(learned.startUnbounded())).isCloseTo(learned.start(), within(1e-12 * Math.max(1, Math.abs(value))));
        for (double unbounded : new double[] {-30, -2, 0, 0.7, 30}) {
            double theta = learned.value(unbounded);
            assertThat(theta).isBetween(least, most);
            double difference = (learned.value(unbounded + 1e-5) - learned.value(unbounded - 1e-5)) / 2e-5;
            assertThat(learned.slope(theta)).isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
        }
    }

    @Test
    void aProgramWithTheCoreAloneIsToldWhereTheMethodsAre() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThatThrownBy(() -> Embedder.of("t-sne")).hasMessageContaining("there is no method 't-sne', nor any other")
                    .hasMessageContaining("starling-costs");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// From the issue: learned under exaggeration, the kernel becomes one that does not feel the attraction, and 13 % of neighbors are kept.
    @Test
    void whatIsLearnedWaitsUntilExaggerationEnds() {
        Recipe tsne = Catalog.installed().find(Method.class, "t-sne").recipe().withKernel("heavy-tailed");
        Recipe learned = tsne.learning("kernel.alpha", Recipe.Sharing.ALL_POINTS);
        double exaggerated = Embedder.of(learned).perplexity(8).embed(DATA).cost();
        double plain = Embedder.of(learned.exaggeratedBy(1, 0)).perplexity(8).embed(DATA).cost();
        assertThat(exaggerated).isLessThan(1.1 * plain);
    }
}
