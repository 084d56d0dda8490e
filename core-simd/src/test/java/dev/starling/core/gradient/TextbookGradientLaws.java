package dev.starling.core.gradient;

import dev.starling.api.Method;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Nobody wrote the gradients of SNE and t-SNE; they fall out of the chain. Here they are, as the papers print them.
@Tag("laws")
class TextbookGradientLaws {

    @Provide
    Arbitrary<Problem> symmetric() {
        return problems(Arbitraries.just(true));
    }

    @Provide
    Arbitrary<Problem> any() {
        return problems(Arbitraries.of(true, false));
    }

    private static Arbitrary<Problem> problems(Arbitrary<Boolean> symmetric) {
        return Combinators.combine(
                        Arbitraries.integers().between(2, 35),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.of(Problem.Layout.class),
                        symmetric,
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 1000))
                .as(Problem::of);
    }

    /// van der Maaten & Hinton (2008): 4 Σⱼ (pᵢⱼ − qᵢⱼ)(1 + f)⁻¹ (yᵢ − yⱼ).
    @Property(seed = "1", tries = 60)
    void ofTSne(@ForAll("symmetric") Problem problem) {
        double[][] w = weights(problem, f -> 1 / (1 + f));
        double sum = sum(w);
        check("t-sne", problem, (i, j) -> 4 * (problem.p()[i][j] - w[i][j] / sum) * w[i][j]);
    }

    /// Cook et al. (2007): 4 Σⱼ (pᵢⱼ − qᵢⱼ)(yᵢ − yⱼ).
    @Property(seed = "1", tries = 60)
    void ofSymmetricSne(@ForAll("symmetric") Problem problem) {
        double[][] w = weights(problem, f -> Math.exp(-f));
        double sum = sum(w);
        check("ssne", problem, (i, j) -> 4 * (problem.p()[i][j] - w[i][j] / sum));
    }

    /// Hinton & Roweis (2002): 2 Σⱼ (pⱼ|ᵢ − qⱼ|ᵢ + pᵢ|ⱼ − qᵢ|ⱼ)(yᵢ − yⱼ), for rows of P that sum to 1.
    @Property(seed = "1", tries = 60)
    void ofAsymmetricSne(@ForAll("any") Problem any) {
        Problem problem = withRowsOfOne(any);
        double[][] w = weights(problem, f -> Math.exp(-f));
        double[] rows = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            for (double value : w[i]) {
                rows[i] += value;
            }
        }
        check("asne", problem, (i, j) ->
                2 * (problem.p()[i][j] - w[i][j] / rows[i] + problem.p()[j][i] - w[j][i] / rows[j]));
    }

    private static Problem withRowsOfOne(Problem problem) {
        double[][] p = new double[problem.n()][];
        for (int i = 0; i < p.length; i++) {
            p[i] = problem.p()[i].clone();
            double row = 0;
            for (int j = 0; j < p.length; j++) {
                // A row that has only zeros is no distribution.
                p[i][j] = i == j ? 0 : Math.max(p[i][j], 1e-6);
                row += p[i][j];
            }
            for (int j = 0; j < p.length; j++) {
                p[i][j] /= row;
            }
        }
        boolean sparse = problem.matrix() instanceof dev.starling.core.matrix.SparseMatrix;
        return new Problem(problem.n(), problem.dimensions(), p, sparse ? Problem.sparse(p, false) : Problem.dense(p, false),
                problem.y(), problem.description() + ", rows of 1");
    }

    private interface Coefficient {
        double of(int i, int j);
    }

    private static void check(String method, Problem problem, Coefficient coefficient) {
        int n = problem.n();
        double[] expected = new double[problem.y().length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < problem.dimensions() && i != j; k++) {
                    expected[k * n + i] += coefficient.of(i, j) * (problem.y()[k * n + i] - problem.y()[k * n + j]);
                }
            }
        }
        Catalog catalog = Catalog.installed();
        Plan plan = Plan.of(method, catalog.find(Method.class, method).recipe(), catalog);
        double[] composed = new double[expected.length];
        try (Workers workers = new Workers(2)) {
            EmbeddingProblem.of(plan.composition(), problem.matrix(), problem.dimensions()).objective(List.of(new ExactEngine(workers, Backend.SIMD)), Precision.DOUBLE)
                    .gradient(problem.y(), composed);
        }
        for (int c = 0; c < expected.length; c++) {
            assertThat(composed[c]).as(problem.description()).isCloseTo(expected[c], within(1e-13 * Math.max(1, Math.abs(expected[c]))));
        }
    }

    private static double[][] weights(Problem problem, DoubleUnaryOperator kernel) {
        int n = problem.n();
        double[][] w = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double f = 0;
                for (int k = 0; k < problem.dimensions(); k++) {
                    f += Math.pow(problem.y()[k * n + i] - problem.y()[k * n + j], 2);
                }
                w[i][j] = i == j ? 0 : kernel.applyAsDouble(f);
            }
        }
        return w;
    }

    private static double sum(double[][] w) {
        double sum = 0;
        for (double[] row : w) {
            for (double value : row) {
                sum += value;
            }
        }
        return sum;
    }
}
