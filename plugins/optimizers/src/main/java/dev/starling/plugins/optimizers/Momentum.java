package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;

/// Gradient descent with momentum; plain gradient descent where the momentum is 0.
///
///     velocity ← momentum · velocity − rate · gradient
///     y        ← y + velocity
///
/// The velocity outlives a change of the objective, as in the programs for t-SNE.
///
/// Source: Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational Mathematics and Mathematical
/// Physics 4, 1964.
public final class Momentum implements Optimizer {
    static final Parameter MOMENTUM = Parameter.named("momentum")
            .atLeast(0)
            .below(1)
            .orElse(0.8)
            .meaning("share of the last step kept; 0 for plain gradient descent");

    @Override
    public String name() {
        return "momentum";
    }

    @Override
    public String summary() {
        return "gradient descent with momentum; with momentum 0, plain gradient descent";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LearningRate.PARAMETER, MOMENTUM, Convergence.MIN_GRADIENT, Convergence.MIN_STEP);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        return new Rolling(objective, y, given);
    }

    private static final class Rolling extends GradientRun {
        private final double rate;
        private final double momentum;
        private final double[] velocity;

        Rolling(Objective objective, double[] y, Arguments given) {
            super(objective, y, given.value(Convergence.MIN_GRADIENT), given.value(Convergence.MIN_STEP));
            rate = LearningRate.of(given);
            momentum = given.value(MOMENTUM);
            velocity = memory.array("velocity", y.length);
        }

        @Override
        double move(double[] gradient) {
            Vectors.scale(momentum, velocity, velocity);
            Vectors.add(-rate, gradient, velocity);
            Vectors.add(1, velocity, position);
            return Vectors.norm(velocity);
        }
    }
}
