package org.acme.one;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;
import java.util.Map;

public final class OneOptimizer implements Optimizer {
    static final Parameter RATE = Parameter.named("learning-rate").above(0).automatic().meaning("length of a step");

    @Override
    public String name() {
        return "one-optimizer";
    }

    @Override
    public String summary() {
        return "written for API 1.0";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        double[] position = y.clone();
        double[] gradient = new double[y.length];
        return new Run() {
            @Override
            public Step step() {
                double cost = objective.valueAndGradient(position, gradient);
                double squares = 0;
                for (int c = 0; c < position.length; c++) {
                    squares += gradient[c] * gradient[c];
                    position[c] -= given.value(RATE) * gradient[c];
                }
                return new Step(Double.NaN, Math.sqrt(squares), cost == 0 ? "the cost is 0" : null);
            }

            @Override
            public double[] position() {
                return position.clone();
            }

            @Override
            public Map<String, double[]> state() {
                return Map.of("position", position.clone());
            }

            @Override
            public void restore(Map<String, double[]> state) {
                System.arraycopy(state.get("position"), 0, position, 0, position.length);
            }
        };
    }
}
