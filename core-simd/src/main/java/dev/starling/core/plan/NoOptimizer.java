package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;

/// The optimizer of a plan that is for costs and gradients alone.
final class NoOptimizer implements Optimizer {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public String summary() {
        return "minimizes nothing";
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        throw new IllegalStateException("a plan of parts alone has no optimizer: give it one first");
    }
}
