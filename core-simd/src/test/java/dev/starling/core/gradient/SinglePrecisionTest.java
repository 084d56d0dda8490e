package dev.starling.core.gradient;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A gradient whose terms are floats: as near to that of doubles as floats allow, and the same bits whatever computes it.
class SinglePrecisionTest {
    /// A term has some ten roundings of 2⁻²⁴; a sum over a tile of floats, one for each term of a lane; so of the sum of the sizes of
    /// all terms, about 2⁻¹⁹ may be wrong here. A gradient is smaller than that sum, as terms cancel: here less than a hundredfold.
    private static final double TOLERANCE = 0x1p-12;

    @ParameterizedTest
    @CsvSource({
        "kullback-leibler, student-t, PAIR", "kullback-leibler, gaussian, PAIR", "kullback-leibler, gaussian, POINT",
        "nerv, student-t, PAIR", "jensen-shannon, heavy-tailed, PAIR", "reverse-kullback-leibler, student-t, POINT"
    })
    void isNearTheGradientOfDoubles(String cost, String kernel, Normalization normalization) {
        for (boolean sparse : new boolean[] {true, false}) {
            Problem problem = Problem.of(300, 2, Problem.Layout.SCATTERED, true, sparse, 5);
            double[] exact = gradient(problem, cost, kernel, normalization, Precision.DOUBLE, Backend.SCALAR, 1);
            double[] single = gradient(problem, cost, kernel, normalization, Precision.SINGLE, Backend.SCALAR, 1);
            double size = 0;
            for (double g : exact) {
                size = Math.max(size, Math.abs(g));
            }
            for (int c = 0; c < exact.length; c++) {
                assertThat(single[c]).as("coordinate " + c + " of " + problem).isCloseTo(exact[c], within(TOLERANCE * size));
            }
            assertThat(single).isNotEqualTo(exact);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kullback-leibler, student-t, PAIR", "nerv, gaussian, POINT",
        "jensen-shannon, heavy-tailed, PAIR", "kullback-leibler, gaussian, JOINT"
    })
    void hasTheSameBitsFromEveryBackEndAndNumberOfThreads(String cost, String kernel, Normalization normalization) {
        for (int n : new int[] {9, 17, 131, 300}) {
            Problem problem = Problem.of(n, 3, Problem.Layout.TWO_COINCIDE, true, n % 2 == 0, n);
            double[] scalar = gradient(problem, cost, kernel, normalization, Precision.SINGLE, Backend.SCALAR, 1);
            double[] vector = gradient(problem, cost, kernel, normalization, Precision.SINGLE, Backend.SIMD, 1);
            double[] threads = gradient(problem, cost, kernel, normalization, Precision.SINGLE, Backend.SCALAR, 3);
            assertThat(vector).as("n = " + n).isEqualTo(scalar);
            assertThat(threads).as("n = " + n).isEqualTo(scalar);
        }
    }

    private static double[] gradient(
            Problem problem, String cost, String kernel, Normalization normalization, Precision precision, Backend backend, int threads) {
        Plan plan = Plan.of("test", Recipe.of(cost, kernel, normalization, Affinity.JOINT), Catalog.installed());
        double[] gradient = new double[problem.y().length];
        try (Workers workers = new Workers(threads)) {
            EmbeddingProblem.of(plan.composition(), problem.matrix(), problem.dimensions()).objective(List.of(new ExactEngine(workers, backend)), precision)
                    .gradient(problem.y(), gradient);
        }
        return gradient;
    }
}
