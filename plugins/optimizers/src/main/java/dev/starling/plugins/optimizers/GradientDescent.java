package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.Arrays;
import java.util.List;

/// Gradient descent with momentum and a gain for every coordinate, as t-SNE has it.
///
///     gain     ← gain + 0.2 where gradient and velocity have different signs, gain · 0.8 where they agree
///     velocity ← momentum · velocity − rate · gain · gradient
///     velocity ← velocity · min(1, longest / ‖velocity of the point‖)
///     y        ← y + velocity, then centered
///
/// The longest step is what keeps points with many neighbors from being thrown far out of a map of very many, whose learning rate is that of the others.
///
/// Sources: Jacobs, "Increased rates of convergence through learning rate adaptation", Neural Networks 1, 1988 (delta-bar-delta);
/// van der Maaten & Hinton, "Visualizing data using t-SNE", JMLR 9, 2008.
public final class GradientDescent implements Optimizer {
    static final Parameter MOMENTUM =
            Parameter.named("momentum").atLeast(0).below(1).orElse(0.5).meaning("share of the last step kept, at first");
    static final Parameter FINAL_MOMENTUM =
            Parameter.named("final-momentum").atLeast(0).below(1).orElse(0.8).meaning("share of the last step kept, later");
    static final Parameter MOMENTUM_SWITCH =
            Parameter.named("momentum-switch").atLeast(0).orElse(250).meaning("iteration from which the final momentum holds");
    static final Parameter GAIN_UP =
            Parameter.named("gain-up").atLeast(0).orElse(0.2).meaning("added to a gain while a coordinate keeps its way");
    static final Parameter GAIN_DOWN =
            Parameter.named("gain-down").above(0).atMost(1).orElse(0.8).meaning("factor on a gain when a coordinate turns back");
    static final Parameter MIN_GAIN = Parameter.named("min-gain").above(0).orElse(0.01).meaning("least gain");
    static final Parameter MAX_STEP = Parameter.named("max-step").atLeast(0).orElse(0)
            .meaning("length of the longest step of a point; 0 for any, but 5 where the learning rate is raised after exaggeration");

    @Override
    public String name() {
        return "gradient-descent";
    }

    @Override
    public String summary() {
        return "momentum and a gain for every coordinate, as t-SNE has it";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                LearningRate.PARAMETER, MOMENTUM, FINAL_MOMENTUM, MOMENTUM_SWITCH, GAIN_UP, GAIN_DOWN, MIN_GAIN, MAX_STEP,
                Convergence.MIN_GRADIENT);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        return new Descent(objective, y, given);
    }

    private static final class Descent extends GradientRun {
        private final Arguments given;
        private final double rate;
        private final double[] velocity;
        private final double[] gains;
        private final double[] iteration;

        Descent(Objective objective, double[] y, Arguments given) {
            super(objective, y, given.value(Convergence.MIN_GRADIENT), 0);
            this.given = given;
            rate = LearningRate.of(given);
            velocity = memory.array("velocity", y.length);
            gains = memory.array("gains", y.length);
            Arrays.fill(gains, 1);
            iteration = memory.number("iteration");
        }

        @Override
        double move(double[] gradient) {
            double momentum = given.value(iteration[0] < given.value(MOMENTUM_SWITCH) ? MOMENTUM : FINAL_MOMENTUM);
            // By whether gradient and velocity agree. To look up costs the same always; a branch would be guessed wrong half of the time.
            double[] factor = {1, given.value(GAIN_DOWN)};
            double[] added = {given.value(GAIN_UP), 0};
            double least = given.value(MIN_GAIN);
            for (int c = 0; c < position.length; c++) {
                int agree = Math.signum(gradient[c]) == Math.signum(velocity[c]) ? 1 : 0;
                gains[c] = Math.max(least, gains[c] * factor[agree] + added[agree]);
                velocity[c] = momentum * velocity[c] - rate * gains[c] * gradient[c];
            }
            shorten(given.value(MAX_STEP));
            for (int c = 0; c < position.length; c++) {
                position[c] += velocity[c];
            }
            center();
            iteration[0]++;
            return Vectors.norm(velocity);
        }

        /// Makes no step of a point longer than this; 0 for any.
        private void shorten(double longest) {
            int n = objective.n();
            for (int i = 0; i < n && longest > 0; i++) {
                double squares = 0;
                for (int k = 0; k < objective.dimensions(); k++) {
                    squares = Math.fma(velocity[k * n + i], velocity[k * n + i], squares);
                }
                if (squares > longest * longest) {
                    double share = longest / Math.sqrt(squares);
                    for (int k = 0; k < objective.dimensions(); k++) {
                        velocity[k * n + i] *= share;
                    }
                }
            }
        }

        /// Coordinates only: parameters behind them have no center.
        private void center() {
            int n = objective.n();
            for (int k = 0; k < objective.dimensions(); k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += position[k * n + i];
                }
                for (int i = 0; i < n; i++) {
                    position[k * n + i] -= sum / n;
                }
            }
        }
    }
}
