package dev.starling.benchmarks;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.benchmarks.byhand.HandWrittenGradient;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The gradient of each combination, generated and written by hand, on one thread, with all of them alive in one machine: before
/// anything is measured every combination has run both ways on some points, so that shared code has seen them all.
final class Combinations implements AutoCloseable {
    static final List<String> COSTS = List.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon");
    static final List<String> KERNELS = List.of("student-t", "gaussian", "heavy-tailed");
    static final List<Normalization> NORMALIZATIONS = List.of(Normalization.PAIR, Normalization.POINT);

    private static final int WARM_UP_POINTS = 1_024;
    private static final int WARM_UP_TURNS = 20;

    private final Workers one = new Workers(1);
    private final List<Both> alive = new ArrayList<>();

    /// A combination at a position.
    record Both(EmbeddingObjective generated, HandWrittenGradient handWritten, double[] coordinates, double[] gradient) {
        double[] generate() {
            generated.gradient(coordinates, gradient);
            return gradient;
        }

        double[] runByHand() {
            handWritten.gradient(coordinates, gradient);
            return gradient;
        }
    }

    Combinations() {
        DenseMatrix few = p(WARM_UP_POINTS);
        for (String cost : COSTS) {
            for (String kernel : KERNELS) {
                for (Normalization normalization : NORMALIZATIONS) {
                    alive.add(of(cost, kernel, normalization, few));
                }
            }
        }
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            for (Both both : alive) {
                both.generate();
                both.runByHand();
            }
        }
    }

    Both of(String cost, String kernel, Normalization normalization, DenseMatrix p) {
        Plan plan = Plan.of("benchmark", Recipe.of(cost, kernel, normalization, Affinity.JOINT), Catalog.installed());
        return new Both(
                EmbeddingProblem.of(plan.composition(), p, 2).objective(List.of(new ExactEngine(one, Backend.SIMD)), Precision.DOUBLE),
                new HandWrittenGradient(cost, kernel, normalization, p.n(), p.values()),
                new SplittableRandom(1).doubles(2L * p.n(), -10, 10).toArray(),
                new double[2 * p.n()]);
    }

    /// Falls with the distance of the numbers of two points. Its sum is about 1.
    static DenseMatrix p(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * n + j] = i == j ? 0 : 1.0 / (12.0 * n * Math.abs(i - j));
            }
        }
        return DenseMatrix.trusted(n, n, values, true);
    }

    @Override
    public void close() {
        one.close();
    }
}
