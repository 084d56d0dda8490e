package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.Start;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

import static org.assertj.core.api.Assertions.*;

/// What becomes of a run whose numbers go astray: back to the last good cost, half the learning rate, three times.
class AstrayTest {
    private static final double[][] DATA = Blobs.of(30, 4, 3);

    private final List<String> notes = new ArrayList<>();

    /// At such distances the gradient is not 0, but no step changes a coordinate.
    @Test
    void aStartThatNothingPullsAtIsNoMap() {
        double[] far = new double[2 * DATA.length];
        Arrays.setAll(far, c -> 1e12 * Math.sin(1 + 7.3 * c));
        Embedding map = Embedder.of("t-sne").threads(1).start(new Start.Given(far)).embed(DATA);
        assertThat(map.ending().failed()).isTrue();
        assertThat(map.finished()).contains("lie so far apart, with a spread of 1.0e+12", "scale the start down");
        Arrays.setAll(far, c -> 1e-12 * far[c]);
        assertThat(Embedder.of("t-sne").threads(1).start(new Start.Given(far)).embed(DATA).ending().failed()).isFalse();
    }

    /// What the optimizer says from its 52nd step on.
    private @Nullable String finished;

    /// Multiplies all coordinates by something in every step.
    ///
    /// @param factor of the number of steps since its run began, and the learning rate
    private record Stretching(boolean hasRate, DoubleBinaryOperator factor, @Nullable String finished) implements Optimizer {
        private static final Parameter RATE = Parameter.named("learning-rate").above(0).orElse(8).meaning("how fast it goes astray");

        @Override
        public String name() {
            return "stretching";
        }

        @Override
        public String summary() {
            return "stretches the map";
        }

        @Override
        public List<Parameter> parameters() {
            return hasRate ? List.of(RATE) : List.of();
        }

        @Override
        public Run start(Objective objective, double[] y, Arguments given) {
            double rate = hasRate ? given.value(RATE) : 8;
            double[] position = y.clone();
            return new Run() {
                private int steps;

                @Override
                public Step step() {
                    double by = factor.applyAsDouble(steps++, rate);
                    Arrays.setAll(position, c -> position[c] * by);
                    return new Step(Double.NaN, 1, steps < 52 ? null : finished);
                }

                @Override
                public double[] position() {
                    return position.clone();
                }

                @Override
                public Map<String, double[]> state() {
                    return Map.of("position", position.clone());
                }

                @Override
                public void restore(Map<String, double[]> state) {
                    throw new AssertionError("begun anew, an optimizer has nothing to restore");
                }
            };
        }
    }

    private Embedding run(int iterations, boolean hasRate, DoubleBinaryOperator factor) {
        Plan mmds = Plan.of("mmds", Recipe.of("metric-mds").forIterations(iterations), Catalog.installed());
        Optimizer optimizer = new Stretching(hasRate, factor, finished);
        Plan plan = new Plan("mmds", mmds.recipe(), mmds.composition(), List.of(), optimizer, Arguments.of(optimizer, Map.of()));
        double[] tooSmall = Start.principalComponents(Points.of(DATA), 2, 0, 1, new Workers(1));
        // Less than half of the best size would be doubled.
        Arrays.setAll(tooSmall, c -> 0.8 * tooSmall[c]);
        return Embedder.of(plan)
                .start(tooSmall)
                .listener(new Progress() {
                    @Override
                    public void note(String line) {
                        notes.add(line);
                    }
                })
                .embed(DATA);
    }

    /// A kernel that ends gives neighbors beyond its end q = 0, at which KL is infinite: no learning rate helps, so none is advised.
    @Test
    void aCostThatIsInfiniteWhereTheKernelVanishesNamesThePair() {
        double[] start = new double[2 * DATA.length];
        Arrays.setAll(start, c -> 0.2 * c);
        Embedder astray = Embedder.of("p*log(p/q)", "where(f<4, (1-f/4)^2, 0)", Normalization.PAIR).start(start);
        assertThatExceptionOfType(NumericalException.class).isThrownBy(() -> astray.embed(DATA))
                .withMessageMatching("the cost is Infinity at the start: in pair \\(\\d+, \\d+\\) .* at squared distance .* and p = .*"
                        + "; the kernel vanishes there: take one with a tail, or a cost that is finite at q = 0.*")
                .withMessageNotContaining("learning-rate");
    }

    /// Good for 50 steps; then astray while the rate is above 5.
    @Test
    void aRunGoesOnFromItsLastGoodCostAtHalfTheRate() {
        Embedding map = run(120, true, (steps, rate) -> steps < 50 || rate < 5 ? 1.001 : Double.POSITIVE_INFINITY);
        assertThat(map.learningRate()).isEqualTo(4);
        assertThat(map.iterations()).isEqualTo(120);
        assertThat(map.costs()).extracting(Embedding.CostAt::iteration).containsExactly(0, 50, 100, 120);
        assertThat(notes).first().asString()
                .startsWith("the cost is NaN after 100 iterations").endsWith("; going on from iteration 50 with learning rate 4");
    }

    @Test
    void itIsHalvedThreeTimesAndNoMore() {
        Embedding map = run(10, true, (_, rate) -> rate == 1 ? 1.001 : Double.NaN);
        assertThat(map.learningRate()).isEqualTo(1);
        assertThat(notes).filteredOn(note -> note.contains("going on from iteration 0 with learning rate")).hasSize(3);
        assertThatExceptionOfType(NumericalException.class)
                .isThrownBy(() -> run(10, true, (_, rate) -> rate < 1 ? 1.001 : Double.NaN))
                .withMessageContaining("the cost is NaN after 10 iterations")
                .withMessageContaining("learning rates down to 1 did not help")
                .withMessageContaining("--set optimizer.learning-rate");
    }

    @Test
    void anOptimizerWithoutALearningRateIsNotTriedAgain() {
        assertThatExceptionOfType(NumericalException.class)
                .isThrownBy(() -> run(10, false, (_, _) -> Double.NaN))
                .withMessage("the cost is NaN after 10 iterations");
    }

    /// Cost grows with the square of the map.
    @Test
    void aMillionTimesTheCostOfTheStartIsAstray() {
        assertThatExceptionOfType(NumericalException.class)
                .isThrownBy(() -> run(1, false, (_, _) -> 1e5))
                .withMessageContaining("after 1 iteration, and was ");
        Embedding map = run(1, false, (_, _) -> 10);
        assertThat(map.ending()).isEqualTo(new Ending.AboveStart(map.cost(), map.startCost()));
        assertThat(map.ending().failed()).isTrue();
        assertThat(notes).containsExactly(map.finished());
    }

    @Test
    void aMapThatShrinksToAPointIsSaidToHaveCollapsed() {
        assertThat(run(3, false, (_, _) -> 1e-2).ending()).isInstanceOf(Ending.AboveStart.class);
        assertThat(run(5, false, (_, _) -> 1e-2).finished()).startsWith("the map has collapsed: its spread is ").endsWith(" of that of the start");
    }

    /// The stress of a map that is too small falls while it grows.
    @Test
    void theBestMapIsReturnedAndNotTheLast() {
        Embedding map = run(150, false, (steps, _) -> steps < 50 ? 1.001 : 0.995);
        assertThat(map.costs()).hasSize(4);
        assertThat(map.costs().get(1).cost()).isEqualTo(map.cost()).isLessThan(map.costs().getLast().cost()).isLessThan(map.startCost());
        assertThat(map.reached().iteration()).isEqualTo(50);
        assertThat(map.ending()).isEqualTo(new Ending.Risen(150, 50));
        assertThat(map.coordinates()).isEqualTo(run(50, false, (_, _) -> 1.001).coordinates());
    }

    /// Where points are so far from each other that they feel nothing, an optimizer sees no gradient, and takes that for a minimum.
    @Test
    void aVanishedGradientAboveWhatWasReachedIsNoConvergence() {
        finished = "the gradient is 0";
        Embedding map = run(300, true, (steps, rate) -> steps < 50 || rate < 5 ? 1.001 : 2);
        assertThat(notes).first().asString().startsWith("the cost ends at ").endsWith("; going on from iteration 50 with learning rate 4");
        assertThat(map.ending()).isEqualTo(new Ending.Converged(finished));
        assertThat(map.cost()).isLessThan(map.startCost());
    }
}
