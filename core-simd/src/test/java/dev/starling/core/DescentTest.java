package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.Optimizer;
import dev.starling.api.Recipe;
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
import net.jqwik.api.constraints.IntRange;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// A descent goes on from its checkpoint as if nothing had been.
class DescentTest {
    private static final double[][] DATA = Blobs.of(30, 4, 3);
    private static final int ITERATIONS = 80;
    private static final int EXAGGERATED = 20;
    private static final Workers WORKERS = new Workers(1);

    @Provide
    Arbitrary<String> optimizers() {
        return Arbitraries.of(Catalog.installed().all(Optimizer.class).stream().map(Optimizer::name).toList());
    }

    private static Optimization optimization(String optimizer, boolean learning) {
        Recipe tsne = Catalog.installed().find(Method.class, "t-sne").recipe();
        Recipe recipe = tsne.withOptimizer(optimizer).exaggeratedBy(4, EXAGGERATED).forIterations(ITERATIONS);
        Recipe whole = learning ? recipe.withKernel("heavy-tailed").learning("kernel.alpha", Recipe.Sharing.EACH_POINT) : recipe;
        Plan plan = Plan.of("t-sne", whole, Catalog.installed());
        EmbeddingProblem problem = EmbeddingProblem.of(
                plan, new EmbeddingProblem.Data.OfPoints(Points.of(DATA)), EmbeddingProblem.Settings.usual(), WORKERS, _ -> {});
        EmbeddingObjective objective = problem.objective(WORKERS, Precision.DOUBLE);
        return new Optimization(plan, objective);
    }

    private static double[] start() {
        return Start.random(DATA.length, 2, 0.1, 3);
    }

    @Property(seed = "1", tries = 60)
    void aDescentResumesBitForBit(
            @ForAll("optimizers") String optimizer, @ForAll boolean learning, @ForAll @IntRange(max = ITERATIONS) int at) {
        Descent whole = optimization(optimizer, learning).begin(start(), Progress.NONE);
        Checkpoint checkpoint = whole.checkpoint();
        for (int k = 0; k < at && whole.goOn(); k++) {
            checkpoint = whole.checkpoint();
        }
        Embedding map = whole.toItsEnd();
        Embedding resumed = optimization(optimizer, learning).resume(checkpoint, Progress.NONE).toItsEnd();
        assertThat(resumed.coordinates()).isEqualTo(map.coordinates());
        assertThat(resumed.costs()).isEqualTo(map.costs());
        assertThat(resumed.ending()).isEqualTo(map.ending());
        assertThat(resumed.learned()).usingRecursiveComparison().isEqualTo(map.learned());
    }

    @Example
    void theEndOfExaggerationIsNoPlaceToLose() {
        for (int at : new int[] {EXAGGERATED - 1, EXAGGERATED, EXAGGERATED + 1}) {
            aDescentResumesBitForBit("gradient-descent", true, at);
            aDescentResumesBitForBit("adam", false, at);
        }
    }

    @Example
    void aCheckpointSharesNothing() {
        Descent descent = optimization("gradient-descent", false).begin(start(), Progress.NONE);
        descent.goOn();
        Checkpoint checkpoint = descent.checkpoint();
        double[] best = checkpoint.bestPosition();
        best[0] = 77;
        checkpoint.optimizer().get("position")[0] = 77;
        assertThat(checkpoint.bestPosition()[0]).isNotEqualTo(77);
        assertThat(checkpoint.optimizer().get("position")[0]).isNotEqualTo(77);
        descent.goOn();
        assertThat(checkpoint.iteration()).isEqualTo(1);
    }

    /// What is learned stays what it is until the attraction is the true one.
    @Example
    void parametersWaitUntilExaggerationEnds() {
        Descent descent = optimization("gradient-descent", true).begin(start(), Progress.NONE);
        double[] before = alpha(descent);
        for (int k = 0; k < EXAGGERATED; k++) {
            descent.goOn();
            assertThat(alpha(descent)).isEqualTo(before);
        }
        descent.goOn();
        assertThat(alpha(descent)).isNotEqualTo(before);
    }

    /// ξ of each point, behind the coordinates.
    private static double[] alpha(Descent descent) {
        Map<String, double[]> state = descent.checkpoint().optimizer();
        double[] position = state.get("position");
        return java.util.Arrays.copyOfRange(position, 2 * DATA.length, position.length);
    }
}
