package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;

/// Nesterov's accelerated gradient, with restart. The gradient is taken at an outlook x ahead of the position y:
///
///     y′ = x − rate · gradient(x)
///     t′ = (1 + √(1 + 4t²)) / 2
///     x′ = y′ + (t − 1)/t′ · (y′ − y)
///
/// On a convex function whose gradient is L-Lipschitz, with rate ≤ 1/L and without restart,
/// C(y_k) − C* ≤ 2|y₀ − y*|² / (rate · (k + 1)²). It restarts (t = 1) where it goes uphill, gradient(x)·(y′ − y) > 0.
///
/// Sources: Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k²)", Soviet Mathematics Doklady 27,
/// 1983; Beck & Teboulle, SIAM J. Imaging Sciences 2, 2009 (the bound); O'Donoghue & Candès, "Adaptive restart for accelerated gradient
/// schemes", Foundations of Computational Mathematics 15, 2015.
public final class Nesterov implements Optimizer {
    static final Parameter RESTART = Parameter.named("restart")
            .atLeast(0)
            .atMost(1)
            .orElse(1)
            .meaning("1 to restart the acceleration where it goes uphill, 0 for never");

    @Override
    public String name() {
        return "nesterov";
    }

    @Override
    public String summary() {
        return "Nesterov's accelerated gradient, restarted where it goes uphill";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LearningRate.PARAMETER, RESTART, Convergence.MIN_GRADIENT, Convergence.MIN_STEP);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        return new Accelerated(objective, y, given);
    }

    private static final class Accelerated extends GradientRun {
        private final double rate;
        private final boolean restarts;
        private final double[] outlook;
        private final double[] acceleration;
        private final double[] advance;

        Accelerated(Objective objective, double[] y, Arguments given) {
            super(objective, y, given.value(Convergence.MIN_GRADIENT), given.value(Convergence.MIN_STEP));
            rate = LearningRate.of(given);
            restarts = given.value(RESTART) > 0;
            outlook = memory.array("outlook", y.length);
            Vectors.copy(y, outlook);
            acceleration = memory.number("acceleration");
            acceleration[0] = 1;
            advance = new double[y.length];
        }

        @Override
        double[] outlook() {
            return outlook;
        }

        @Override
        double move(double[] gradient) {
            for (int c = 0; c < position.length; c++) {
                double next = outlook[c] - rate * gradient[c];
                advance[c] = next - position[c];
                position[c] = next;
            }
            if (restarts && Vectors.dot(gradient, advance) > 0) {
                acceleration[0] = 1;
            }
            double t = acceleration[0];
            acceleration[0] = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
            Vectors.copy(position, outlook);
            Vectors.add((t - 1) / acceleration[0], advance, outlook);
            return Vectors.norm(advance);
        }

        @Override
        void forget() {
            acceleration[0] = 1;
            Vectors.copy(position, outlook);
        }
    }
}
