package dev.starling.app.plugins.guard;

import dev.starling.api.Laplacian;
import dev.starling.api.Objective;

import java.util.Optional;

/// The objective as an optimizer of a plug-in sees it: it answers for arrays of the right length only, and its time and its failures
/// are not put down to the plug-in.
final class GuardedObjective implements Objective {
    private final Objective objective;
    private final int length;
    private final Guard guard;
    private boolean allFinite = true;

    GuardedObjective(Objective objective, int length, Guard guard) {
        this.objective = objective;
        this.length = length;
        this.guard = guard;
    }

    /// Whether everything that went in and came out was finite.
    boolean allFinite() {
        return allFinite;
    }

    @Override
    public int n() {
        return objective.n();
    }

    @Override
    public int dimensions() {
        return objective.dimensions();
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        check("gradient()", y, gradient);
        guard.watchdog().inHost(() -> objective.gradient(y, gradient));
        allFinite &= isFinite(y) && isFinite(gradient);
    }

    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        check("valueAndGradient()", y, gradient);
        double[] value = new double[1];
        guard.watchdog().inHost(() -> value[0] = objective.valueAndGradient(y, gradient));
        allFinite &= isFinite(y) && isFinite(gradient) && Double.isFinite(value[0]);
        return value[0];
    }

    /// Asked by the host, and not by the optimizer.
    double value(double[] y) {
        return objective.valueAndGradient(y, new double[length]);
    }

    @Override
    public Optional<Laplacian> attraction() {
        return objective.attraction();
    }

    private void check(String call, double[] y, double[] gradient) {
        if (y == null || gradient == null || y.length != length || gradient.length != length || y == gradient) {
            throw guard.fault("objective." + call, "was called with arrays that are not two of length " + length);
        }
    }

    static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
