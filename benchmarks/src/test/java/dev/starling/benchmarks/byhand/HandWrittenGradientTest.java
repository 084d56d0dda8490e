package dev.starling.benchmarks.byhand;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.*;

/// A rival is worth measuring against only if it is right.
class HandWrittenGradientTest {
    private static final int N = 40;

    /// So that there are several tiles, the last one short.
    private static final int TILE = 16;

    static Stream<Arguments> combinations() {
        return Stream.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon")
                .flatMap(cost -> Stream.of("student-t", "gaussian", "heavy-tailed")
                        .flatMap(kernel -> Stream.of(Normalization.PAIR, Normalization.POINT)
                                .map(normalization -> Arguments.of(cost, kernel, normalization))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theGradientWrittenByHandIsTheGeneratedOne(String cost, String kernel, Normalization normalization) {
        DenseMatrix p = affinities();
        double[] y = new SplittableRandom(2).doubles(2L * N, -2, 2).toArray();
        double[] expected = new double[y.length];
        double[] found = new double[y.length];
        Plan plan = Plan.of("test", Recipe.of(cost, kernel, normalization, Affinity.JOINT), Catalog.installed());
        try (Workers one = new Workers(1)) {
            EmbeddingProblem.of(plan.composition(), p, 2).objective(List.of(new ExactEngine(one, Backend.SCALAR)), Precision.DOUBLE).gradient(y, expected);
        }
        new HandWrittenGradient(cost, kernel, normalization, N, p.values(), TILE).gradient(y, found);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(found).containsExactly(expected, within(1e-12 * largest));
    }

    /// Symmetric, with sum 1; some affinities are 0, some below the floor.
    private static DenseMatrix affinities() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[N * N];
        double sum = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < i; j++) {
                double p = switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> 1e-20;
                    default -> random.nextDouble();
                };
                values[i * N + j] = p;
                values[j * N + i] = p;
                sum += 2 * p;
            }
        }
        for (int k = 0; k < values.length; k++) {
            values[k] /= sum;
        }
        return DenseMatrix.trusted(N, N, values, true);
    }
}
