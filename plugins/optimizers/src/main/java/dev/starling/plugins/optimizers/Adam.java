package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.Arrays;
import java.util.List;

/// Adam: steps of about one length in every coordinate, whatever the size of its gradient.
///
///     g ← gradient / G,     G the root mean square of the first gradient
///     m ← β₁m + (1 − β₁)·g
///     v ← β₂v + (1 − β₂)·g²
///     y ← y − rate · m̂ / (√v̂ + ε),     m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)
///
/// The rate is a length in the map, not a factor of the gradient, and so has a default of its own. The paper has G = 1;
/// but the gradients of embeddings are the smaller, the more points there are, and ε could be larger than all of them. The center of the
/// map may drift.
///
/// Source: Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015.
public final class Adam implements Optimizer {
    static final Parameter RATE =
            Parameter.named("learning-rate").above(0).orElse(0.1).meaning("about the distance that a coordinate moves in a step");
    static final Parameter MEAN_DECAY =
            Parameter.named("mean-decay").atLeast(0).below(1).orElse(0.9).meaning("β₁, share of the mean gradient kept");
    static final Parameter SQUARE_DECAY =
            Parameter.named("square-decay").atLeast(0).below(1).orElse(0.999).meaning("β₂, share of the mean squared gradient kept");
    static final Parameter EPSILON =
            Parameter.named("epsilon").above(0).orElse(1e-12).meaning("added to the root of the mean squared gradient, in units of the first");

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public String summary() {
        return "Adam: every coordinate has a step of its own, from mean and size of its gradients";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE, MEAN_DECAY, SQUARE_DECAY, EPSILON, Convergence.MIN_GRADIENT, Convergence.MIN_STEP);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        return new Adapted(objective, y, given);
    }

    private static final class Adapted extends GradientRun {
        private final double rate;
        private final double meanDecay;
        private final double squareDecay;
        private final double epsilon;
        private final double[] means;
        private final double[] squares;

        /// β₁ᵗ and β₂ᵗ after t steps.
        private final double[] meanForgotten;

        private final double[] squareForgotten;

        /// G; 0 before there was a gradient.
        private final double[] unit;

        Adapted(Objective objective, double[] y, Arguments given) {
            super(objective, y, given.value(Convergence.MIN_GRADIENT), given.value(Convergence.MIN_STEP));
            rate = given.value(RATE);
            meanDecay = given.value(MEAN_DECAY);
            squareDecay = given.value(SQUARE_DECAY);
            epsilon = given.value(EPSILON);
            means = memory.array("means", y.length);
            squares = memory.array("squares", y.length);
            meanForgotten = memory.number("mean-forgotten");
            squareForgotten = memory.number("square-forgotten");
            unit = memory.number("gradient-unit");
            forget();
        }

        @Override
        double move(double[] gradient) {
            meanForgotten[0] *= meanDecay;
            squareForgotten[0] *= squareDecay;
            if (unit[0] == 0) {
                unit[0] = Vectors.norm(gradient) / Math.sqrt(gradient.length);
            }
            double length = 0;
            for (int c = 0; c < position.length; c++) {
                double g = gradient[c] / unit[0];
                means[c] = meanDecay * means[c] + (1 - meanDecay) * g;
                squares[c] = squareDecay * squares[c] + (1 - squareDecay) * g * g;
                double mean = means[c] / (1 - meanForgotten[0]);
                double square = squares[c] / (1 - squareForgotten[0]);
                double step = rate * mean / (Math.sqrt(square) + epsilon);
                position[c] -= step;
                length += step * step;
            }
            return Math.sqrt(length);
        }

        /// Gradients of another objective may have another size.
        @Override
        void forget() {
            Arrays.fill(means, 0);
            Arrays.fill(squares, 0);
            meanForgotten[0] = 1;
            squareForgotten[0] = 1;
            unit[0] = 0;
        }
    }
}
