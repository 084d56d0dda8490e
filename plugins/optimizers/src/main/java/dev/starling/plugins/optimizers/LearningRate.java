package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;

/// The learning rate of optimizers whose steps are as long as the gradient: worked out from the data unless set.
final class LearningRate {
    static final Parameter PARAMETER =
            Parameter.named("learning-rate").above(0).automatic().meaning("factor on the gradient; n/exaggeration unless set, by the forces between points");

    private LearningRate() {}

    /// @throws IllegalArgumentException if it was not set, and not worked out
    static double of(Arguments given) {
        double rate = given.value(PARAMETER);
        if (Double.isNaN(rate)) {
            throw new IllegalArgumentException("learning-rate is to be worked out from the data, and nobody has");
        }
        return rate;
    }
}
