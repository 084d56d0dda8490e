package org.example.rprop;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Resilient propagation: a step of its own for every coordinate, that heeds the sign of the gradient and never its length.
///
///     step ← step · up     while the gradient keeps its sign
///     step ← step · down   when it turns, and the coordinate rests for once
///     y    ← y − sign(gradient) · step
///
/// Source: Igel, Hüsken, "Improving the Rprop Learning Algorithm", NC 2000, there iRprop−.
public final class Rprop implements Optimizer {
    static final Parameter FIRST_STEP =
            Parameter.named("first-step").above(0).orElse(0.01).meaning("length of every coordinate's first step");
    static final Parameter LONGEST_STEP = Parameter.named("longest-step").above(0).orElse(5).meaning("no step is longer");
    static final Parameter UP = Parameter.named("up").above(1).orElse(1.2).meaning("factor on a step whose gradient keeps its sign");
    static final Parameter DOWN = Parameter.named("down").above(0).below(1).orElse(0.5).meaning("factor on a step whose gradient turns");

    /// Shorter steps than this move nothing that could be seen.
    private static final double SHORTEST_STEP = 1e-12;

    @Override
    public String name() {
        return "rprop";
    }

    @Override
    public String summary() {
        return "a step of its own for every coordinate, by the sign of the gradient alone";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FIRST_STEP, LONGEST_STEP, UP, DOWN);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        return new Resilient(objective, y.clone(), given);
    }

    private static final class Resilient implements Run {
        private final Objective objective;
        private final double longest;
        private final double up;
        private final double down;
        private final double[] position;
        private final double[] steps;
        private final double[] before;

        Resilient(Objective objective, double[] position, Arguments given) {
            this.objective = objective;
            this.longest = given.value(LONGEST_STEP);
            this.up = given.value(UP);
            this.down = given.value(DOWN);
            this.position = position;
            this.steps = new double[position.length];
            Arrays.fill(steps, given.value(FIRST_STEP));
            this.before = new double[position.length];
        }

        @Override
        public Step step() {
            double[] gradient = new double[position.length];
            objective.gradient(position, gradient);
            double squares = 0;
            for (int c = 0; c < position.length; c++) {
                squares += gradient[c] * gradient[c];
                double agreement = gradient[c] * before[c];
                if (agreement > 0) {
                    steps[c] = Math.min(longest, steps[c] * up);
                } else if (agreement < 0) {
                    steps[c] = Math.max(SHORTEST_STEP, steps[c] * down);
                    gradient[c] = 0;
                }
                position[c] -= Math.signum(gradient[c]) * steps[c];
                before[c] = gradient[c];
            }
            return new Step(Double.NaN, Math.sqrt(squares), null);
        }

        /// What was the sign of a gradient may mean nothing for another objective.
        @Override
        public void objectiveChanged() {
            Arrays.fill(before, 0);
        }

        @Override
        public double[] position() {
            return position.clone();
        }

        @Override
        public Map<String, double[]> state() {
            return Map.of("position", position.clone(), "steps", steps.clone(), "gradient", before.clone());
        }

        @Override
        public void restore(Map<String, double[]> state) {
            System.arraycopy(state.get("position"), 0, position, 0, position.length);
            System.arraycopy(state.get("steps"), 0, steps, 0, steps.length);
            System.arraycopy(state.get("gradient"), 0, before, 0, before.length);
        }
    }
}
