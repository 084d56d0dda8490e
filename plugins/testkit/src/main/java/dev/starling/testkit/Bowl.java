package dev.starling.testkit;

import dev.starling.api.Laplacian;
import dev.starling.api.Objective;
import dev.starling.core.base.CounterRandom;

import java.util.Arrays;
import java.util.Optional;

/// A convex bowl that is like the cost of an embedding: springs between points, so that moving all alike costs nothing, and behind the
/// coordinates some free parameters, as learned ones are.
///
///     C = ½ Σ k_ij ‖(yᵢ − yⱼ) − (cᵢ − cⱼ)‖² + ½ Σ (tₘ − 1)²,     k_ij about 1/n, so that no curvature exceeds 2
///
/// It watches how it is called: whoever hands over arrays of another length, or one array for both, breaks a law.
final class Bowl implements Objective {
    private final int n;
    private final int dimensions;
    private final int extra;
    private final double steepness;
    private final double[] center;
    private final CounterRandom random;

    Bowl(int n, int dimensions, int extra, long seed) {
        this(n, dimensions, extra, seed, 1);
    }

    /// @param steepness factor of the cost; where it is small, a descent is still under way after thousands of steps
    Bowl(int n, int dimensions, int extra, long seed, double steepness) {
        this.n = n;
        this.dimensions = dimensions;
        this.extra = extra;
        this.steepness = steepness;
        this.random = new CounterRandom(seed, 3);
        this.center = new double[n * dimensions];
        for (int c = 0; c < center.length; c++) {
            center[c] = random.normal(c);
        }
    }

    /// Where a run may begin: far from the least, or at it.
    double[] start(boolean atLeast) {
        double[] y = Arrays.copyOf(center, n * dimensions + extra);
        Arrays.fill(y, center.length, y.length, 1);
        if (!atLeast) {
            for (int c = 0; c < y.length; c++) {
                y[c] += 3 * random.normal(1_000L + c);
            }
        }
        return y;
    }

    @Override
    public int n() {
        return n;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        valueAndGradient(y, gradient);
    }

    double value(double[] y) {
        return valueAndGradient(y, new double[y.length]);
    }

    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        int length = n * dimensions + extra;
        LawBroken.unless(
                y.length == length,
                "the objective was handed " + y.length + " numbers in the place of " + length
                        + "; y may be longer than n · dimensions, as parameters that are learned lie behind the coordinates");
        LawBroken.unless(gradient.length == length, "the gradient has room for " + gradient.length + " numbers in the place of " + length);
        LawBroken.unless(y != gradient, "position and gradient are the same array");
        double cost = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double spring = spring(i, j);
                for (int k = 0; k < dimensions; k++) {
                    double off = y[k * n + i] - y[k * n + j] - (center[k * n + i] - center[k * n + j]);
                    cost += spring * off * off / 2;
                    gradient[k * n + i] += spring * off;
                    gradient[k * n + j] -= spring * off;
                }
            }
        }
        for (int c = center.length; c < length; c++) {
            cost += steepness * (y[c] - 1) * (y[c] - 1) / 2;
            gradient[c] += steepness * (y[c] - 1);
        }
        return cost;
    }

    private double spring(int i, int j) {
        return steepness * (0.5 + random.uniform(10_000L + (long) Math.max(i, j) * n + Math.min(i, j))) / n;
    }

    /// Its springs, as the host tells of those of a cost: weights k/4, since a sum over ordered pairs has each twice.
    @Override
    public Optional<Laplacian> attraction() {
        return Optional.of(new Laplacian() {
            @Override
            public void multiply(double[] x, double[] out) {
                for (int i = 0; i < n; i++) {
                    out[i] = 0;
                    for (int j = 0; j < n; j++) {
                        out[i] += i == j ? 0 : spring(i, j) / 4 * (x[i] - x[j]);
                    }
                }
            }

            @Override
            public double[] diagonal() {
                double[] diagonal = new double[n];
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        diagonal[i] += i == j ? 0 : spring(i, j) / 4;
                    }
                }
                return diagonal;
            }
        });
    }
}
