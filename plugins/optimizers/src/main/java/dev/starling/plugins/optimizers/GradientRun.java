package dev.starling.plugins.optimizers;

import dev.starling.api.Objective;
import dev.starling.api.Optimizer;

import java.util.Map;

/// A run of one gradient an iteration that asks for the cost only where the gradient is so short that the run may be over.
abstract class GradientRun implements Optimizer.Run {
    final Objective objective;
    final Memory memory = new Memory();
    final double[] position;

    private final double[] gradient;
    private final Convergence.ShortGradient shortGradient;
    private final double minStep;

    /// @param minGradient  a gradient shorter than this share of that at the start ends the run
    /// @param minStep      so does a step shorter than this share of the coordinates
    GradientRun(Objective objective, double[] y, double minGradient, double minStep) {
        this.objective = objective;
        this.minStep = minStep;
        position = memory.array("position", y.length);
        Vectors.copy(y, position);
        gradient = new double[y.length];
        shortGradient = new Convergence.ShortGradient(minGradient, memory);
    }

    /// Where the next gradient is taken; the position unless it is looked ahead.
    double[] outlook() {
        return position;
    }

    /// Moves the position, and returns the length of the step.
    abstract double move(double[] gradient);

    @Override
    public final Optimizer.Step step() {
        objective.gradient(outlook(), gradient);
        double norm = Vectors.norm(gradient);
        String finished = shortGradient.test(norm, outlook(), () -> objective.valueAndGradient(outlook(), new double[gradient.length]));
        if (finished != null) {
            Vectors.copy(outlook(), position);
            return new Optimizer.Step(Double.NaN, norm, finished);
        }
        double length = move(gradient);
        return new Optimizer.Step(Double.NaN, norm, Convergence.ofStep(length, position, minStep));
    }

    @Override
    public final void objectiveChanged() {
        shortGradient.forget();
        forget();
    }

    /// What was remembered of another objective is void.
    void forget() {}

    @Override
    public final double[] position() {
        return position.clone();
    }

    @Override
    public final Map<String, double[]> state() {
        return memory.copies();
    }

    @Override
    public final void restore(Map<String, double[]> state) {
        memory.restore(state);
    }
}
