package dev.starling.api.expr.tree;

/// `exp`, `log`, `log1p` and `pow`, the same bits on every machine.
public final class Elementary {
    private Elementary() {}

    public static double exp(double x) {
        return StrictMath.exp(x);
    }

    public static double log(double x) {
        return StrictMath.log(x);
    }

    public static double log1p(double x) {
        return StrictMath.log1p(x);
    }

    public static double pow(double x, double y) {
        return StrictMath.pow(x, y);
    }
}
