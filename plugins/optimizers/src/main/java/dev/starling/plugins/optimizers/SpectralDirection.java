package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Laplacian;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;

/// Spectral direction: the attraction between points is that of springs, and bends the gradient to the direction p with
///
///     B·p = −gradient,     B = 4L + μI, for each coordinate alike
///
/// where L = D − P is the Laplacian of the affinities. B stays the same all the way and is positive definite, so that p descends. The
/// system is solved by conjugate gradients with the diagonal as preconditioner, from the last direction on. Then a step along p is
/// searched that satisfies the strong Wolfe conditions; the first trial is the last step. Learned parameters behind the coordinates
/// have no springs, and go along their own gradient.
///
/// Source: Vladymyrov & Carreira-Perpiñán, "Partial-Hessian strategies for fast learning of nonlinear embeddings", ICML 2012.
public final class SpectralDirection implements Optimizer {
    static final Parameter SHIFT =
            Parameter.named("shift").above(0).orElse(1e-4).meaning("μ, as a share of the mean of the diagonal of 4L");
    static final Parameter TOLERANCE = Parameter.named("solve-tolerance")
            .above(0)
            .below(1)
            .orElse(1e-3)
            .meaning("share of the gradient that the solution of B·p = −gradient may leave");
    static final Parameter MAX_SOLVE =
            Parameter.named("solve-iterations").atLeast(1).orElse(100).meaning("iterations that the solution may take");

    @Override
    public String name() {
        return "spectral-direction";
    }

    @Override
    public String summary() {
        return "directions bent by the springs between neighbors, with a strong Wolfe line search; the cost never rises";
    }

    @Override
    public List<Parameter> parameters() {
        return LineSearchRun.parameters(
                SHIFT, TOLERANCE, MAX_SOLVE, MoreThuente.SUFFICIENT_DECREASE, MoreThuente.CURVATURE, MoreThuente.MAX_EVALUATIONS);
    }

    /// @throws IllegalArgumentException if the objective does not tell its attraction
    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        Laplacian attraction = objective.attraction().orElseThrow(() -> new IllegalArgumentException(
                "spectral-direction needs a cost whose attraction is that of springs, and this one does not tell; l-bfgs needs nothing"));
        Memory memory = new Memory();
        return new LineSearchRun(
                objective,
                y,
                given,
                memory,
                new Springs(attraction, objective.n(), objective.dimensions(), y.length, given, memory),
                new MoreThuente(objective, y.length, given, MoreThuente.CURVATURE));
    }

    /// The last direction, those of every line search, and five of the solution, which are as long as the coordinates in one dimension.
    @Override
    public int arrays(Arguments given) {
        return LineSearchRun.ARRAYS + 6;
    }

    /// Solves B·p = −gradient.
    static final class Springs implements Directions {
        private final Laplacian attraction;
        private final int n;
        private final int dimensions;
        private final double shift;
        private final double tolerance;
        private final int maxIterations;

        private final double[] lastDirection;
        private final double[] lastStep;

        /// Whether the direction now searched was chosen here; a step along the gradient tells nothing of the next.
        private boolean chosen;

        private final double[] solution;
        private final double[] residual;
        private final double[] conditioned;
        private final double[] search;
        private final double[] product;

        Springs(Laplacian attraction, int n, int dimensions, int length, Arguments given, Memory memory) {
            this.attraction = attraction;
            this.n = n;
            this.dimensions = dimensions;
            shift = given.value(SHIFT);
            tolerance = given.value(TOLERANCE);
            maxIterations = (int) given.value(MAX_SOLVE);
            lastDirection = memory.array("last-direction", length);
            lastStep = memory.number("last-step");
            lastStep[0] = 1;
            solution = new double[n];
            residual = new double[n];
            conditioned = new double[n];
            search = new double[n];
            product = new double[n];
        }

        @Override
        public void choose(double[] gradient, double[] direction) {
            double[] diagonal = attraction.diagonal();
            double sum = 0;
            for (int i = 0; i < n; i++) {
                diagonal[i] *= 4;
                sum += diagonal[i];
            }
            chosen = sum > 0;
            if (!chosen) { // no attraction, no springs
                Vectors.scale(-1, gradient, direction);
                return;
            }
            double mean = sum / n;
            double mu = shift * mean;
            for (int i = 0; i < n; i++) {
                diagonal[i] += mu;
            }
            for (int k = 0; k < dimensions; k++) {
                System.arraycopy(lastDirection, k * n, solution, 0, n);
                solve(gradient, k * n, diagonal, mu);
                System.arraycopy(solution, 0, direction, k * n, n);
            }
            for (int c = dimensions * n; c < direction.length; c++) {
                direction[c] = -gradient[c] / mean;
            }
            Vectors.copy(direction, lastDirection);
        }

        /// Preconditioned conjugate gradients, from the solution as it is.
        private void solve(double[] gradient, int from, double[] diagonal, double mu) {
            times(solution, mu);
            double squares = 0;
            for (int i = 0; i < n; i++) {
                squares += gradient[from + i] * gradient[from + i];
                residual[i] = -gradient[from + i] - product[i];
                conditioned[i] = residual[i] / diagonal[i];
                search[i] = conditioned[i];
            }
            double enough = tolerance * tolerance * squares;
            double alignment = Vectors.dot(residual, conditioned);
            for (int k = 0; k < maxIterations && Vectors.dot(residual, residual) > enough; k++) {
                times(search, mu);
                double step = alignment / Vectors.dot(search, product);
                Vectors.add(step, search, solution);
                Vectors.add(-step, product, residual);
                for (int i = 0; i < n; i++) {
                    conditioned[i] = residual[i] / diagonal[i];
                }
                double next = Vectors.dot(residual, conditioned);
                double ratio = next / alignment;
                for (int i = 0; i < n; i++) {
                    search[i] = conditioned[i] + ratio * search[i];
                }
                alignment = next;
            }
        }

        /// product ← B·x.
        private void times(double[] x, double mu) {
            attraction.multiply(x, product);
            for (int i = 0; i < n; i++) {
                product[i] = 4 * product[i] + mu * x[i];
            }
        }

        @Override
        public double firstTrial(double slope, double cautious) {
            return chosen ? lastStep[0] : cautious;
        }

        @Override
        public void learn(double[] direction, double step, double slope, double[] before, double[] after) {
            lastStep[0] = chosen ? step : 1;
        }

        @Override
        public void forget() {
            Vectors.scale(0, lastDirection, lastDirection);
            lastStep[0] = 1;
            chosen = false;
        }
    }
}
