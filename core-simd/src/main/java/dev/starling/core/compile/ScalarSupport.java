package dev.starling.core.compile;

import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.simd.SingleMath;

/// What generated scalar loops call.
final class ScalarSupport {
    private ScalarSupport() {}

    static double sqrt(double a) {
        return Math.sqrt(a);
    }

    /// Rounded twice, which for a square root of a float gives the same as rounding once.
    static float sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    static double xlogy(double a, double b) {
        return a == 0 ? 0 : a * Elementary.log(b);
    }

    static double weightedLog(double weight, double x) {
        return weight * Elementary.log(Math.min(x, Double.MAX_VALUE));
    }

    static double whereLess(double left, double right, double then, double otherwise) {
        return left < right ? then : otherwise;
    }

    static double whereAtMost(double left, double right, double then, double otherwise) {
        return left <= right ? then : otherwise;
    }

    static double whereEqual(double left, double right, double then, double otherwise) {
        return left == right ? then : otherwise;
    }

    static float xlogy(float a, float b) {
        return a == 0 ? 0 : a * SingleMath.log(b);
    }

    static float weightedLog(float weight, float x) {
        return weight * SingleMath.log(Math.min(x, Float.MAX_VALUE));
    }

    static float whereLess(float left, float right, float then, float otherwise) {
        return left < right ? then : otherwise;
    }

    static float whereAtMost(float left, float right, float then, float otherwise) {
        return left <= right ? then : otherwise;
    }

    static float whereEqual(float left, float right, float then, float otherwise) {
        return left == right ? then : otherwise;
    }
}
