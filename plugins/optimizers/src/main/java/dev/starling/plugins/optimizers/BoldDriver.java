package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;

/// Bold driver: steepest descent whose rate grows as long as the cost falls, and shrinks until it does. The cost never rises.
///
///     y ← y − rate · gradient, rate ← up · rate     if that lowers the cost
///     rate ← down · rate                            otherwise, and again
///
/// Sources: Vogl, Mangis, Rigler, Zink & Alkon, "Accelerating the convergence of the back-propagation method", Biological Cybernetics
/// 59, 1988; Battiti, "Accelerated backpropagation learning: two optimization methods", Complex Systems 3, 1989.
public final class BoldDriver implements Optimizer {
    static final Parameter UP =
            Parameter.named("rate-up").atLeast(1).orElse(1.1).meaning("factor on the rate after a step that lowered the cost");
    static final Parameter DOWN =
            Parameter.named("rate-down").above(0).below(1).orElse(0.5).meaning("factor on the rate when a step would not");

    @Override
    public String name() {
        return "bold-driver";
    }

    @Override
    public String summary() {
        return "steepest descent whose rate grows while the cost falls; the cost never rises";
    }

    @Override
    public List<Parameter> parameters() {
        return LineSearchRun.parameters(LearningRate.PARAMETER, UP, DOWN);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        Memory memory = new Memory();
        return new LineSearchRun(
                objective,
                y,
                given,
                memory,
                new Bold(LearningRate.of(given), given.value(UP), memory),
                new Shrinking(objective, y.length, given.value(DOWN)));
    }

    /// Down the gradient, each time a little bolder than last time.
    private static final class Bold implements Directions {
        private final double up;
        private final double firstRate;
        private final double[] rate;

        Bold(double firstRate, double up, Memory memory) {
            this.firstRate = firstRate;
            this.up = up;
            rate = memory.number("rate");
            rate[0] = firstRate;
        }

        @Override
        public void choose(double[] gradient, double[] direction) {
            Vectors.scale(-1, gradient, direction);
        }

        @Override
        public double firstTrial(double slope, double cautious) {
            return rate[0];
        }

        @Override
        public void learn(double[] direction, double step, double slope, double[] before, double[] after) {
            rate[0] = up * step;
        }

        @Override
        public void forget() {
            rate[0] = firstRate;
        }
    }

    /// Makes a step shorter until it lowers the cost.
    private static final class Shrinking implements LineSearch {
        private final Objective objective;
        private final double down;
        private final double[] point;
        private final double[] gradient;

        Shrinking(Objective objective, int length, double down) {
            this.objective = objective;
            this.down = down;
            point = new double[length];
            gradient = new double[length];
        }

        @Override
        public Found search(double[] start, double cost, double[] direction, double slope, double first) {
            double step = first;
            boolean moved = true;
            while (moved) {
                moved = false;
                for (int c = 0; c < point.length; c++) {
                    point[c] = start[c] + step * direction[c];
                    moved |= point[c] != start[c];
                }
                double value = value();
                if (value < cost) {
                    return new Found(Outcome.FOUND, step, value);
                }
                step *= down;
            }
            return new Found(Outcome.NONE, 0, cost);
        }

        /// The cost at the point; NaN, which is below nothing, where it or the gradient is not finite.
        private double value() {
            try {
                double value = objective.valueAndGradient(point, gradient);
                return Double.isFinite(Vectors.norm(gradient)) ? value : Double.NaN;
            } catch (ArithmeticException behindAWall) {
                return Double.NaN;
            }
        }

        @Override
        public double[] point() {
            return point;
        }

        @Override
        public double[] gradient() {
            return gradient;
        }
    }
}
