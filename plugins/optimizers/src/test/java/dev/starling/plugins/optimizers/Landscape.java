package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Laplacian;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Functions with known valleys, as objectives.
///
/// @param n           number of points
/// @param dimensions  coordinates of each; there may be more numbers behind them
/// @param stiffness   of the springs that it says it has between all points
record Landscape(int n, int dimensions, Function function, double stiffness) implements Objective {
    /// Writes the gradient and returns the value.
    interface Function {
        double at(double[] y, double[] gradient);
    }

    Landscape(int n, int dimensions, Function function) {
        this(n, dimensions, function, 1);
    }

    /// One coordinate a point.
    static Landscape of(int n, Function function) {
        return new Landscape(n, 1, function);
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        function.at(y, gradient);
    }

    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        return function.at(y, gradient);
    }

    /// The springs of a complete graph.
    @Override
    public Optional<Laplacian> attraction() {
        return Optional.of(new Laplacian() {
            @Override
            public void multiply(double[] x, double[] out) {
                for (int i = 0; i < n; i++) {
                    out[i] = 0;
                    for (int j = 0; j < n; j++) {
                        out[i] += stiffness * (x[i] - x[j]);
                    }
                }
            }

            @Override
            public double[] diagonal() {
                double[] diagonal = new double[n];
                Arrays.fill(diagonal, stiffness * (n - 1));
                return diagonal;
            }
        });
    }

    /// ½ (y − least)ᵀA(y − least) with eigenvalues spread evenly from 1 to `condition`, and its minimum 0 at `least`.
    static Landscape bowl(double[] least, double condition, long seed) {
        int n = least.length;
        Random random = new Random(seed);
        double[] eigenvalues = new double[n];
        for (int k = 0; k < n; k++) {
            eigenvalues[k] = n == 1 ? condition : 1 + (condition - 1) * k / (n - 1);
        }
        // A = HΛH with the reflection H = I − 2uuᵀ.
        double[] u = random.doubles(n, -1, 1).toArray();
        double norm = Vectors.norm(u);
        for (int k = 0; k < n; k++) {
            u[k] /= norm;
        }
        return of(n, (y, gradient) -> {
            double[] x = new double[n];
            for (int k = 0; k < n; k++) {
                x[k] = y[k] - least[k];
            }
            reflect(u, x);
            double value = 0;
            for (int k = 0; k < n; k++) {
                value += 0.5 * eigenvalues[k] * x[k] * x[k];
                gradient[k] = eigenvalues[k] * x[k];
            }
            reflect(u, gradient);
            return value;
        });
    }

    private static void reflect(double[] u, double[] x) {
        Vectors.add(-2 * Vectors.dot(u, x), u, x);
    }

    /// Rosenbrock's curved valley in n dimensions, its minimum 0 at (1, …, 1).
    static Landscape rosenbrock(int n) {
        return of(n, (y, gradient) -> {
            double value = 0;
            Arrays.fill(gradient, 0);
            for (int k = 0; k + 1 < n; k++) {
                double across = y[k + 1] - y[k] * y[k];
                value += 100 * across * across + (1 - y[k]) * (1 - y[k]);
                gradient[k] += -400 * across * y[k] - 2 * (1 - y[k]);
                gradient[k + 1] += 200 * across;
            }
            return value;
        });
    }

    /// Points that want squared distances of 1 from each other, and behind their coordinates a number that wants to be 0.3. It has no
    /// favorite place: moving all points alike changes nothing.
    static Landscape molecule(int n, int dimensions) {
        int last = n * dimensions;
        return new Landscape(n, dimensions, (y, gradient) -> {
            Arrays.fill(gradient, 0);
            double value = (y[last] - 0.3) * (y[last] - 0.3);
            gradient[last] = 2 * (y[last] - 0.3);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double squared = 0;
                    for (int k = 0; k < dimensions; k++) {
                        squared += (y[k * n + i] - y[k * n + j]) * (y[k * n + i] - y[k * n + j]);
                    }
                    if (i != j) {
                        value += (squared - 1) * (squared - 1) / 2;
                        for (int k = 0; k < dimensions; k++) {
                            gradient[k * n + i] += 4 * (squared - 1) * (y[k * n + i] - y[k * n + j]);
                        }
                    }
                }
            }
            return value;
        });
    }

    /// The same in other units: 2ᶜ · f(y / 2ˡ). Its springs have the unit of cost over squared length.
    Landscape scaled(int length, int cost) {
        return new Landscape(n, dimensions, (y, gradient) -> {
            double[] own = Arrays.stream(y).map(c -> Math.scalb(c, -length)).toArray();
            double value = function.at(own, gradient);
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] = Math.scalb(gradient[c], cost - length);
            }
            return Math.scalb(value, cost);
        }, Math.scalb(stiffness, cost - 2 * length));
    }

    /// Σ 1000 (y²/2 − ln(1 − y)): a wall at 1, where it says that its gradient is not finite, and beyond which it is no number.
    static Landscape walled(int n) {
        return of(n, (y, gradient) -> {
            double value = 0;
            for (int k = 0; k < n; k++) {
                if (y[k] > 1.5) {
                    throw new ArithmeticException("far behind the wall");
                }
                value += 1000 * (y[k] * y[k] / 2 - Math.log(1 - y[k]));
                gradient[k] = 1000 * (y[k] + 1 / (1 - y[k]));
            }
            return value;
        });
    }

    /// The arguments of an optimizer: defaults, a rate that suits the landscapes where it has none, and `set`: name, value, name, value …
    static Arguments given(Optimizer optimizer, double rate, Object... set) {
        Map<String, Double> values = new HashMap<>();
        for (int k = 0; k < set.length; k += 2) {
            values.put((String) set[k], ((Number) set[k + 1]).doubleValue());
        }
        Arguments given = Arguments.of(optimizer, values);
        for (Parameter parameter : optimizer.parameters()) {
            if (Double.isNaN(given.value(parameter))) {
                given = given.with(parameter.name(), Expr.constant(rate));
            }
        }
        return given;
    }

    /// What was seen at each step until the run was finished, or had `most` of them.
    record Trace(Optimizer.Run run, List<Optimizer.Step> steps, List<double[]> positions) {
        String finished() {
            return String.valueOf(steps.getLast().finished());
        }

        static Trace of(Optimizer.Run run, int most) {
            List<Optimizer.Step> steps = new ArrayList<>();
            List<double[]> positions = new ArrayList<>(List.of(run.position()));
            do {
                steps.add(run.step());
                positions.add(run.position());
            } while (steps.getLast().finished() == null && steps.size() < most);
            return new Trace(run, steps, positions);
        }
    }

    double value(double[] y) {
        return valueAndGradient(y, new double[y.length]);
    }

    double[] gradientAt(double[] y) {
        double[] gradient = new double[y.length];
        gradient(y, gradient);
        return gradient;
    }
}
