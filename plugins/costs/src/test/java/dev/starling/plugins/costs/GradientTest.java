package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/// The master equation, as plainly as it can be written: gradient 2 Σ (K_ij + K_ji)(y_i - y_j), K = (h - q H) ∂ln w/∂f, for every
/// cost with every kernel and normalization; and the force constants that the papers print.
class GradientTest {
    private static final int N = 6;

    /// Few enough and near enough for every weight to be below 1, whatever the kernel; none at the same place.
    private static final double[][] Y = {{0, 0}, {0.3, 0.1}, {-0.2, 0.4}, {0.15, -0.35}, {0.4, 0.35}, {-0.25, -0.2}};

    /// One embedding, its input affinities and what is made of them.
    private static final class Embedding {
        final ProbabilityCost cost;
        final Arguments costArguments;
        final Kernel kernel;
        final Arguments kernelArguments;
        final Normalization normalization;
        final double[][] p;
        double[][] w = new double[N][N];
        double[][] q = new double[N][N];
        double[][] k = new double[N][N];

        Embedding(
                ProbabilityCost cost,
                Map<String, Double> costValues,
                Kernel kernel,
                Map<String, Double> kernelValues,
                Normalization normalization) {
            this.cost = cost;
            this.costArguments = Arguments.of(cost, costValues);
            this.kernel = kernel;
            this.kernelArguments = Arguments.of(kernel, kernelValues);
            this.normalization = normalization;
            this.p = affinities(normalization);
        }

        /// Not symmetric, so that a K_ij taken for a K_ji is seen.
        private static double[][] affinities(Normalization normalization) {
            double[][] p = new double[N][N];
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    p[i][j] = i == j ? 0 : 0.02 + ((7 * i + 3 * j) % 11) / 12.0;
                }
            }
            return normalized(p, normalization);
        }

        private static double[][] normalized(double[][] w, Normalization normalization) {
            double[][] q = new double[N][N];
            double total = Stream.of(w).mapToDouble(Embedding::sum).sum();
            for (int i = 0; i < N; i++) {
                double by = switch (normalization) {
                    case NONE -> 1;
                    case POINT -> sum(w[i]);
                    case PAIR, JOINT -> total;
                };
                for (int j = 0; j < N; j++) {
                    q[i][j] = w[i][j] / by;
                }
            }
            return q;
        }

        private static double sum(double[] row) {
            double sum = 0;
            for (double value : row) {
                sum += value;
            }
            return sum;
        }

        double cost(double[][] y) {
            Expr weight = kernel.weight(Expr.leaf("f"), kernelArguments);
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    w[i][j] = i == j ? 0 : weight.evaluate(Map.of("f", f(y, i, j)));
                }
            }
            q = normalized(w, normalization);
            return sumOf(cost.cost(Expr.leaf("p"), Expr.leaf("q"), costArguments));
        }

        private double sumOf(Expr formula) {
            double sum = 0;
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    sum += i == j ? 0 : formula.evaluate(Map.of("p", p[i][j], "q", q[i][j]));
                }
            }
            return sum;
        }

        double[][] gradient(double[][] y) {
            double ignored = cost(y);
            Expr f = Expr.leaf("f");
            Expr slope = kernel.weight(f, kernelArguments).log().derivative(f);
            Expr byLogQ = cost.derivativeByLogQ(Expr.leaf("p"), Expr.leaf("q"), costArguments)
                    .orElseGet(() -> cost.cost(Expr.leaf("p"), Expr.leaf("q"), costArguments).derivativeByLog(Expr.leaf("q")));
            double[][] h = new double[N][N];
            double total = 0;
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    h[i][j] = i == j ? 0 : byLogQ.evaluate(Map.of("p", p[i][j], "q", q[i][j]));
                    total += h[i][j];
                }
            }
            for (int i = 0; i < N; i++) {
                double bracket = switch (normalization) {
                    case NONE -> 0;
                    case POINT -> sum(h[i]);
                    case PAIR, JOINT -> total;
                };
                for (int j = 0; j < N; j++) {
                    k[i][j] = i == j ? 0 : (h[i][j] - q[i][j] * bracket) * slope.evaluate(Map.of("f", f(y, i, j)));
                }
            }
            double[][] gradient = new double[N][2];
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    for (int c = 0; c < 2; c++) {
                        gradient[i][c] += 2 * (k[i][j] + k[j][i]) * (y[i][c] - y[j][c]);
                    }
                }
            }
            return gradient;
        }

        private static double f(double[][] y, int i, int j) {
            double dx = y[i][0] - y[j][0];
            double dy = y[i][1] - y[j][1];
            return dx * dx + dy * dy;
        }
    }

    static Stream<ArgumentSet> combinations() {
        return all(ProbabilityCost.class).flatMap(cost -> all(Kernel.class)
                .flatMap(kernel -> Stream.of(Normalization.values())
                        .map(normalization -> argumentSet(
                                cost.name() + " × " + kernel.name() + " × " + normalization, cost, kernel, normalization))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theGradientIsThatOfTheCost(ProbabilityCost cost, Kernel kernel, Normalization normalization) {
        Embedding embedding = new Embedding(cost, Map.of(), kernel, Map.of(), normalization);
        double[][] gradient = embedding.gradient(Y);
        double largest = Stream.of(gradient).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
        assertThat(largest).isPositive();
        double step = 1e-5;
        for (int i = 0; i < N; i++) {
            for (int c = 0; c < 2; c++) {
                double difference =
                        (embedding.cost(moved(i, c, step)) - embedding.cost(moved(i, c, -step))) / (2 * step);
                // Second order, 1e-10 of third derivatives at distances of 0.3; and rounding of costs up to 1e3 over the step.
                assertThat(gradient[i][c]).isCloseTo(difference, within(1e-6 * largest));
            }
        }
    }

    /// The force constants K_ij of the papers, from the matrices P, Q and W and sums over them.
    @Test
    void forceConstantsAreThoseOfThePapers() {
        assertForce("kullback-leibler", Map.of(), "gaussian", Normalization.POINT, (p, q, w, in) -> p - q);
        assertForce("kullback-leibler", Map.of(), "gaussian", Normalization.PAIR, (p, q, w, in) -> p - q);
        assertForce("kullback-leibler", Map.of(), "student-t", Normalization.PAIR, (p, q, w, in) -> (p - q) * w);
        assertForce("kullback-leibler", Map.of(), "student-t", Normalization.POINT, (p, q, w, in) -> (p - q) * w);
        assertForce("kullback-leibler", Map.of(), "heavy-tailed", Normalization.PAIR, (p, q, w, in) -> (p - q) * sqrt(w));
        OfPair reverse = (p, q) -> q * log(q / p);
        assertForce("reverse-kullback-leibler", Map.of(), "student-t", Normalization.PAIR,
                (p, q, w, in) -> q * w * (log(p / q) + in.sum(reverse)));
        assertForce("nerv", Map.of("lambda", 0.3), "gaussian", Normalization.POINT,
                (p, q, w, in) -> 0.3 * (p - q) + 0.7 * q * (log(p / q) + in.sum(reverse)));
        assertForce("nerv", Map.of("lambda", 0.3), "student-t", Normalization.PAIR,
                (p, q, w, in) -> w * (0.3 * (p - q) + 0.7 * q * (log(p / q) + in.sum(reverse))));
        double kappa = 0.2;
        OfPair mixture = (p, q) -> kappa * p + (1 - kappa) * q;
        OfPair toMixture = (p, q) -> q * log(q / mixture.of(p, q));
        assertForce("jensen-shannon", Map.of("kappa", kappa), "gaussian", Normalization.POINT,
                (p, q, w, in) -> q / kappa * (log(mixture.of(p, q) / q) + in.sum(toMixture)));
        assertForce("jensen-shannon-symmetric", Map.of(), "student-t", Normalization.PAIR,
                (p, q, w, in) -> 0.5 * q * w * (log((p + q) / 2 / q) + in.sum((a, b) -> b * log(2 * b / (a + b)))));
        assertForce("chi-squared", Map.of(), "student-t", Normalization.PAIR,
                (p, q, w, in) -> q * w * (p * p / (q * q) - in.sum((a, b) -> a * a / b)));
        assertForce("hellinger", Map.of(), "student-t", Normalization.PAIR,
                (p, q, w, in) -> q * w * (sqrt(p / q) - in.sum((a, b) -> sqrt(a * b))));
        assertForce("i-divergence", Map.of(), "gaussian", Normalization.NONE, (v, q, w, in) -> v - w);
        assertForce("i-divergence", Map.of(), "student-t", Normalization.NONE, (v, q, w, in) -> (v - w) * w);
        assertForce("elastic-embedding", Map.of("lambda", 3.0), "gaussian", Normalization.NONE, (v, q, w, in) -> v - 3 * w);
        assertForce("elastic-embedding", Map.of("lambda", 3.0), "student-t", Normalization.NONE, (v, q, w, in) -> (v - 3 * w) * w);
        // w²/(1-w) is w/f
        assertForce("largevis", Map.of("gamma", 3.0), "student-t", Normalization.NONE,
                (p, q, w, in) -> p * w - 3 * w * w / (1 - w));
        // (v - w) b/f with f^b = (1-w)/(a w)
        assertForce("cross-entropy", Map.of(), "umap", Normalization.NONE,
                (v, q, w, in) -> (v - w) * 0.895 / Math.pow((1 - w) / (1.577 * w), 1 / 0.895));
        assertForce("cross-entropy", Map.of(), "student-t", Normalization.PAIR,
                (p, q, w, in) -> w * ((p - q) / (1 - q) - q * in.sum((a, b) -> (a - b) / (1 - b))));
    }

    private interface OfPair {
        double of(double p, double q);
    }

    /// Sum over the row of a pair, or over all pairs.
    private interface Sums {
        double sum(OfPair term);
    }

    private interface Force {
        double of(double p, double q, double w, Sums in);
    }

    private static void assertForce(
            String cost, Map<String, Double> values, String kernel, Normalization normalization, Force expected) {
        Embedding embedding =
                new Embedding(named(ProbabilityCost.class, cost), values, named(Kernel.class, kernel), Map.of(), normalization);
        double[][] gradient = embedding.gradient(Y);
        assertThat(gradient).hasDimensions(N, 2);
        for (int i = 0; i < N; i++) {
            int row = i;
            Sums sums = term -> {
                double sum = 0;
                for (int a = 0; a < N; a++) {
                    for (int b = 0; b < N; b++) {
                        boolean counts = a != b && (normalization == Normalization.PAIR || a == row);
                        sum += counts ? term.of(embedding.p[a][b], embedding.q[a][b]) : 0;
                    }
                }
                return sum;
            };
            for (int j = 0; j < N; j++) {
                if (i != j) {
                    double force = expected.of(embedding.p[i][j], embedding.q[i][j], embedding.w[i][j], sums);
                    assertThat(embedding.k[i][j])
                            .as("K of %s × %s × %s at (%s, %s)", cost, kernel, normalization, i, j)
                            .isCloseTo(force, within(1e-12 * (1 + Math.abs(force))));
                }
            }
        }
    }

    private static double[][] moved(int i, int c, double step) {
        double[][] y = Stream.of(Y).map(double[]::clone).toArray(double[][]::new);
        y[i][c] += step;
        return y;
    }

    private static <T extends Extension> Stream<T> all(Class<T> kind) {
        return ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::get);
    }

    private static <T extends Extension> T named(Class<T> kind, String name) {
        return all(kind).filter(extension -> extension.name().equals(name)).findFirst().orElseThrow();
    }
}
