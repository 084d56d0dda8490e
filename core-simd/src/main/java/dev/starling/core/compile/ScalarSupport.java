package dev.starling.core.compile;

import dev.starling.api.expr.tree.Elementary;

/// What generated scalar loops call.
final class ScalarSupport {
    private ScalarSupport() {}

    static double xlogy(double a, double b) {
        return a == 0 ? 0 : a * Elementary.log(b);
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
}
