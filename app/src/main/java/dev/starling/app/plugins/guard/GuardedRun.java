package dev.starling.app.plugins.guard;

import dev.starling.api.Optimizer;
import dev.starling.app.fault.Words;
import dev.starling.core.base.Counted;

import java.util.Map;
import java.util.function.Consumer;

/// A run of an optimizer with a guard before each step. After every step the position is asked for and, if it is finite, kept.
final class GuardedRun implements Optimizer.Run {
    /// Share of a cost, and of the largest, that is rounding, or the error of a sum that is not taken over all pairs.
    private static final double ROUNDING = 1e-3;
    private static final double ROUNDING_OF_LARGEST = 1e-9;

    private final Optimizer.Run own;
    private final int length;
    private final GuardedObjective objective;
    private final Guard guard;
    private final Consumer<Reached> reached;
    private int steps;

    /// Of the costs that were asked for.
    private double largest;

    GuardedRun(Optimizer.Run own, int length, GuardedObjective objective, Guard guard, Consumer<Reached> reached) {
        this.own = own;
        this.length = length;
        this.objective = objective;
        this.guard = guard;
        this.reached = reached;
    }

    @Override
    public Optimizer.Step step() {
        Optimizer.Step step = guard.askStep("step()", own::step);
        steps++;
        double[] position = position();
        if (GuardedObjective.isFinite(position)) {
            reached.accept(new Reached(position, steps));
        } else if (objective.allFinite()) {
            checkNumbers(position);
        }
        if (!guard.isTrusted() && Double.isFinite(step.cost()) && (Integer.bitCount(steps) == 1 || step.finished() != null)) {
            checkCost(step.cost(), position);
        }
        return step.finished() == null ? step : new Optimizer.Step(step.cost(), step.gradientNorm(), Words.oneLine(step.finished()));
    }

    /// A number that is none does not come of finite gradients at finite coordinates, while one too large may: a step can be too long.
    private void checkNumbers(double[] position) {
        for (int c = 0; c < position.length; c++) {
            if (Double.isNaN(position[c])) {
                throw guard.fault("step()", "made coordinate " + c + " NaN in iteration " + steps + ", though every gradient was finite");
            }
        }
    }

    /// A run believes the cost that an optimizer tells; so it is asked for after steps 1, 2, 4, 8, ... and the last.
    private void checkCost(double told, double[] position) {
        double cost = objective.value(position);
        largest = Math.max(largest, Math.abs(cost));
        if (Math.abs(told - cost) > ROUNDING * Math.max(Math.abs(told), Math.abs(cost)) + ROUNDING_OF_LARGEST * largest) {
            throw guard.fault("step()", "told a cost of " + told + " in iteration " + steps + ", where the map has " + cost
                    + ": Step.cost() is that of the position after the step, or NaN where it is not known");
        }
    }

    @Override
    public double[] position() {
        double[] position = guard.ask("position()", own::position);
        if (position.length != length) {
            throw guard.fault("position()", "returned " + Counted.of(position.length, "number") + ", and there are " + length);
        }
        return position;
    }

    @Override
    public Map<String, double[]> state() {
        return guard.ask("state()", own::state);
    }

    @Override
    public void restore(Map<String, double[]> state) {
        guard.tell("restore()", () -> own.restore(state));
    }

    @Override
    public void objectiveChanged() {
        guard.tell("objectiveChanged()", own::objectiveChanged);
    }
}
