package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Gradient descent with momentum and a gain for every coordinate, as t-SNE has it.
///
///     gain     ← gain + 0.2 where gradient and velocity have different signs, gain · 0.8 where they agree
///     velocity ← momentum · velocity − rate · gain · gradient
///     y        ← y + velocity, then centred
///
/// Sources: Jacobs, "Increased rates of convergence through learning rate adaptation", Neural Networks 1, 1988 (delta-bar-delta);
/// van der Maaten & Hinton, "Visualizing data using t-SNE", JMLR 9, 2008.
public final class GradientDescent implements Optimizer {
    static final Parameter LEARNING_RATE =
            Parameter.named("learning-rate").above(0).automatic().meaning("length of a step; max(n/exaggeration, 50) unless set");
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
    static final Parameter MIN_GRADIENT =
            Parameter.named("min-gradient-norm").atLeast(0).orElse(1e-7).meaning("a gradient shorter than this ends the run");

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
                LEARNING_RATE, MOMENTUM, FINAL_MOMENTUM, MOMENTUM_SWITCH, GAIN_UP, GAIN_DOWN, MIN_GAIN, MIN_GRADIENT);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        if (Double.isNaN(given.value(LEARNING_RATE))) {
            throw new IllegalArgumentException("learning-rate is to be worked out from the data, and nobody has");
        }
        return new Descent(objective, y.clone(), given);
    }

    private static final class Descent implements Run {
        private final Objective objective;
        private final Arguments given;
        private final double[] position;
        private final double[] velocity;
        private final double[] gains;
        private final double[] gradient;
        private int iteration;

        Descent(Objective objective, double[] y, Arguments given) {
            this.objective = objective;
            this.given = given;
            this.position = y;
            this.velocity = new double[y.length];
            this.gains = new double[y.length];
            Arrays.fill(gains, 1);
            this.gradient = new double[y.length];
        }

        @Override
        public Step step() {
            objective.gradient(position, gradient);
            double norm = norm();
            if (norm < given.value(MIN_GRADIENT)) {
                return new Step(Double.NaN, norm, "gradient norm " + norm + " is below " + given.value(MIN_GRADIENT));
            }
            double rate = given.value(LEARNING_RATE);
            double momentum = given.value(iteration < given.value(MOMENTUM_SWITCH) ? MOMENTUM : FINAL_MOMENTUM);
            double up = given.value(GAIN_UP);
            double down = given.value(GAIN_DOWN);
            double least = given.value(MIN_GAIN);
            for (int c = 0; c < position.length; c++) {
                boolean keepsItsWay = Math.signum(gradient[c]) != Math.signum(velocity[c]);
                gains[c] = Math.max(least, keepsItsWay ? gains[c] + up : gains[c] * down);
                velocity[c] = momentum * velocity[c] - rate * gains[c] * gradient[c];
                position[c] += velocity[c];
            }
            centre();
            iteration++;
            return new Step(Double.NaN, norm, null);
        }

        private double norm() {
            double squares = 0;
            for (double g : gradient) {
                squares += g * g;
            }
            return Math.sqrt(squares);
        }

        private void centre() {
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

        @Override
        public double[] position() {
            return position.clone();
        }

        @Override
        public Map<String, double[]> state() {
            return Map.of(
                    "position", position.clone(),
                    "velocity", velocity.clone(),
                    "gains", gains.clone(),
                    "iteration", new double[] {iteration});
        }

        @Override
        public void restore(Map<String, double[]> state) {
            copy(state, "position", position);
            copy(state, "velocity", velocity);
            copy(state, "gains", gains);
            double[] saved = new double[1];
            copy(state, "iteration", saved);
            iteration = (int) saved[0];
        }

        private static void copy(Map<String, double[]> state, String name, double[] to) {
            double[] from = state.get(name);
            if (from == null || from.length != to.length) {
                throw new IllegalArgumentException("the state has no '" + name + "' of length " + to.length);
            }
            System.arraycopy(from, 0, to, 0, to.length);
        }
    }
}
