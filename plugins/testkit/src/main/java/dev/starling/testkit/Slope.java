package dev.starling.testkit;

import java.util.function.DoubleUnaryOperator;

/// Holds a derivative against differences.
final class Slope {
    /// Largest relative error of a derivative. Differences of fourth order agree to about 1e-9 with a right one; a wrong one is
    /// off by its own size.
    static final double TOLERANCE = 1e-6;

    /// What two roundings of a value may add, relative to the value over the shortest length on which it changes.
    private static final double ROUNDING = 1e-11;

    /// Steps relative to the length: which is best depends on how fast the function bends and how it is rounded.
    private static final double[] STEPS = {1e-3, 1e-2, 1e-4, 1e-5};

    private Slope() {}

    /// @param where     where that is, for the message: `at f = 0.25`
    /// @param function  the function, near `at`
    /// @param length    on which scale it changes, above 0
    /// @param yours     its derivative, to be judged
    /// @param terms     how large the terms are of which it is made, where they cancel
    /// @throws LawBroken if no step agrees with it
    static void check(String where, DoubleUnaryOperator function, double at, double length, double yours, double terms) {
        double told = Double.NaN;
        double size = (Math.abs(function.applyAsDouble(at)) + terms) / length;
        for (double step : STEPS) {
            double difference = difference(function, at, step * length);
            double allowed = TOLERANCE * Math.max(Math.abs(yours), Math.abs(difference)) + ROUNDING * size;
            if (Math.abs(yours - difference) <= allowed) {
                return;
            }
            if (!Double.isFinite(told)) {
                told = difference;
            }
        }
        double relative = Math.abs(yours - told) / Math.max(Math.abs(told), Double.MIN_NORMAL);
        throw new LawBroken(where + " yours is " + Text.of(yours) + ", differences say " + Text.of(told) + " (relative "
                + Text.rough(relative) + " > " + Text.rough(TOLERANCE) + ")");
    }

    /// Central difference of fourth order.
    static double difference(DoubleUnaryOperator function, double at, double step) {
        double near = function.applyAsDouble(at + step) - function.applyAsDouble(at - step);
        double far = function.applyAsDouble(at + 2 * step) - function.applyAsDouble(at - 2 * step);
        return (8 * near - far) / (12 * step);
    }

    /// Half the width of the narrowest stencil: a kink nearer than this cannot be told from a slope.
    static double reach(double length) {
        return 2 * STEPS[STEPS.length - 1] * length;
    }
}
