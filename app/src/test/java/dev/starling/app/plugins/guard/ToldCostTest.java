package dev.starling.app.plugins.guard;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A run ends with the cost that its map has, whatever an optimizer tells.
class ToldCostTest {
    private final Watchdog watchdog = new Watchdog(new PrintStream(new ByteArrayOutputStream(), true), Duration.ofMinutes(10), () -> {}, true);

    @AfterEach
    void close() {
        watchdog.close();
    }

    /// ½‖y‖².
    private static final class Bowl implements Objective {
        @Override
        public int n() {
            return 2;
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public void gradient(double[] y, double[] gradient) {
            System.arraycopy(y, 0, gradient, 0, y.length);
        }

        @Override
        public double valueAndGradient(double[] y, double[] gradient) {
            gradient(y, gradient);
            return (y[0] * y[0] + y[1] * y[1]) / 2;
        }
    }

    /// What a [Told] says of its cost.
    private enum Says {
        TRUTH,
        NOTHING,
        A_CONSTANT,
        THAT_BEFORE_THE_STEP,
        A_CONSTANT_LATER
    }

    /// Goes a tenth of the way.
    private record Told(Says says) implements Optimizer {
        @Override
        public String name() {
            return "told";
        }

        @Override
        public String summary() {
            return "goes a tenth of the way";
        }

        @Override
        public Run start(Objective objective, double[] y, Arguments given) {
            return new Run() {
                private int steps;

                @Override
                public Step step() {
                    double[] gradient = new double[y.length];
                    double before = objective.valueAndGradient(y, gradient);
                    for (int k = 0; k < y.length; k++) {
                        y[k] -= 0.1 * gradient[k];
                    }
                    steps++;
                    double after = objective.valueAndGradient(y, gradient);
                    double cost = switch (says) {
                        case TRUTH -> after;
                        case NOTHING -> Double.NaN;
                        case A_CONSTANT -> 1e-3;
                        case THAT_BEFORE_THE_STEP -> before;
                        case A_CONSTANT_LATER -> steps < 3 ? after : 1e-3;
                    };
                    return new Step(cost, 1, steps == 100 ? "enough" : null);
                }

                @Override
                public double[] position() {
                    return y.clone();
                }

                @Override
                public Map<String, double[]> state() {
                    return Map.of("y", y.clone());
                }

                @Override
                public void restore(Map<String, double[]> state) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    private Optimizer.Run run(Says says, boolean trusted) {
        Optimizer optimizer = (Optimizer) Guarded.of(new Told(says), "told", new Guard("the optimizer 'told'", trusted, watchdog), _ -> {});
        return optimizer.start(new Bowl(), new double[] {3, 4}, Arguments.defaults(List.of()));
    }

    private static void allSteps(Optimizer.Run run) {
        while (run.step().finished() == null) {
            assertThat(run.position()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A_CONSTANT", "THAT_BEFORE_THE_STEP", "A_CONSTANT_LATER"})
    void aCostThatIsNotThatOfTheMapIsAFaultOfThePlugIn(Says says) {
        assertThatThrownBy(() -> allSteps(run(says, false)))
                .isInstanceOf(PluginFault.class)
                .hasMessageMatching("the optimizer 'told': step\\(\\) told a cost of .* in iteration [1248]+, where the map has .*: Step.cost\\(\\) is that of the position after the step.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUTH", "NOTHING"})
    void theTruthAndNothingAreBelieved(Says says) {
        allSteps(run(says, false));
    }

    /// What is of the distribution has been verified, and is not slowed down.
    @Test
    void optimizersOfTheDistributionAreNotAsked() {
        allSteps(run(Says.A_CONSTANT, true));
    }
}
