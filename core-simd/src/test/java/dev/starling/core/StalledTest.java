package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Method;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// An end that is said where the cost could still fall is none.
class StalledTest {
    private static final double[][] DATA = Blobs.of(30, 4, 3);
    private static final String REASON = "the last step is short";

    private final List<String> notes = new ArrayList<>();

    /// Goes on for a while along the gradient, and then says that its steps are short.
    private record GivingUp(int steps, double minStep) implements Optimizer {
        private static final Parameter MIN_STEP = Parameter.named("min-step").atLeast(0).orElse(1e-10).meaning("which step is short");

        @Override
        public String name() {
            return "giving-up";
        }

        @Override
        public String summary() {
            return "gives up";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(MIN_STEP);
        }

        @Override
        public Run start(Objective objective, double[] y, Arguments given) {
            Optimizer found = Catalog.installed().find(Optimizer.class, "l-bfgs");
            Run run = found.start(objective, y, Arguments.defaults(found.parameters()));
            return new Run() {
                private int done;

                @Override
                public Step step() {
                    Step step = run.step();
                    return ++done < steps ? new Step(step.cost(), step.gradientNorm(), null) : new Step(step.cost(), step.gradientNorm(), REASON);
                }

                @Override
                public double[] position() {
                    return run.position();
                }

                @Override
                public Map<String, double[]> state() {
                    return run.state();
                }

                @Override
                public void restore(Map<String, double[]> state) {
                    run.restore(state);
                }
            };
        }
    }

    private Embedding map(String method, int steps, double minStep) {
        Recipe recipe = Catalog.installed().find(Method.class, method).recipe();
        Plan known = Plan.of(method, recipe, Catalog.installed());
        Optimizer optimizer = new GivingUp(steps, minStep);
        Plan plan = new Plan(method, known.recipe(), known.composition(), List.of(), optimizer, Arguments.of(optimizer, Map.of("min-step", minStep)));
        return Embedder.of(plan)
                .threads(1)
                .randomStart()
                .listener(new Progress() {
                    @Override
                    public void note(String text) {
                        notes.add(text);
                    }
                })
                .embed(DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmds", "sammon", "sstress"})
    void aShortStepFarFromAMinimumIsAFailureThatIsSaidAndTheMapKept(String method) {
        Embedding map = map(method, 2, 1e-10);
        assertThat(map.ending()).isInstanceOf(Ending.Stalled.class);
        assertThat(map.ending().failed()).isTrue();
        assertThat(map.finished()).startsWith(REASON + ", which is no minimum: the gradient promises ");
        assertThat(notes).contains(map.finished());
        assertThat(map.cost()).isLessThan(map.startCost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmds", "sammon", "sstress"})
    void atAMinimumItIsTheEnd(String method) {
        assertThat(map(method, 400, 1e-10).ending()).isEqualTo(new Ending.Converged(REASON));
    }

    @Test
    void anEndThatWasAskedForEarlyIsTheEnd() {
        assertThat(map("mmds", 2, 1e-2).ending()).isEqualTo(new Ending.Converged(REASON));
    }
}
