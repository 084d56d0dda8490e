package dev.starling.core.gradient;

import dev.starling.core.Workers;
import dev.starling.core.compile.Backend;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What holds for every cost × kernel × normalisation × transform. Each try takes one problem and all compositions.
class GradientLaws {
    private static final Workers WORKERS = new Workers(2);

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    /// Sizes around the eight lanes of a sum and the 32 rows of a block.
    @Provide
    Arbitrary<Problem> problems() {
        return Combinators.combine(
                        Arbitraries.of(2, 3, 7, 8, 9, 15, 17, 33),
                        Arbitraries.of(1, 2, 3, 5),
                        Arbitraries.of(Problem.Layout.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 1000))
                .as(Problem::of);
    }

    /// The dual-number derivative has no step; what remains is the rounding of two ways to add up the same terms.
    @Property(tries = 25)
    void theGradientIsTheDerivativeOfTheCost(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : fitting(problem, seed)) {
            double[] gradient = new double[problem.y().length];
            double cost = objective(composition, problem, Backend.SCALAR).valueAndGradient(problem.y(), gradient);
            PlainObjective plain = new PlainObjective(composition, problem.p(), Map.of(), problem.dimensions());
            String what = Pairing.describe(composition) + ", " + problem.description();
            double expected = plain.cost(problem.y());
            assertThat(cost).as("cost of " + what).isCloseTo(expected, within(1e-11 * Math.max(1e-3, Math.abs(expected))));
            // Attraction and repulsion may cancel to less than the rounding of either, which is about as large as a p.
            double size = 1e-4;
            for (double g : gradient) {
                size = Math.max(size, Math.abs(g));
            }
            for (int c = 0; c < gradient.length; c += Math.max(1, gradient.length / 7)) {
                double derivative = plain.derivative(problem.y(), c);
                assertThat(gradient[c])
                        .as("coordinate " + c + " of " + what)
                        .isCloseTo(derivative, within(1e-10 * Math.max(size, Math.abs(derivative))));
            }
        }
    }

    @Property(tries = 25)
    void allBackEndsGiveTheSameBits(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : fitting(problem, seed)) {
            double[] interpreted = new double[problem.y().length];
            double cost = objective(composition, problem, Backend.INTERPRET).valueAndGradient(problem.y(), interpreted);
            for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
                EmbeddingObjective objective = objective(composition, problem, backend);
                double[] compiled = new double[problem.y().length];
                String what = backend + ", " + Pairing.describe(composition) + ", " + problem.description();
                assertThat(objective.valueAndGradient(problem.y(), compiled)).as(what).isEqualTo(cost);
                assertThat(compiled).as(what).isEqualTo(interpreted);
                assertThat(objective.backend()).isEqualTo(backend);
            }
        }
    }

    /// Every pull has its counter-pull, so they cancel up to rounding.
    @Property(tries = 15)
    void theGradientsOfAllPointsSumToZero(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : fitting(problem, seed)) {
            double[] gradient = new double[problem.y().length];
            objective(composition, problem, Backend.SIMD).gradient(problem.y(), gradient);
            for (int k = 0; k < problem.dimensions(); k++) {
                double sum = 0;
                double size = 0;
                for (int i = 0; i < problem.n(); i++) {
                    sum += gradient[k * problem.n() + i];
                    size += Math.abs(gradient[k * problem.n() + i]);
                }
                assertThat(sum)
                        .as(Pairing.describe(composition) + ", " + problem.description())
                        .isCloseTo(0, within(1e-11 * Math.max(1e-3, size)));
            }
        }
    }

    @Property(tries = 10)
    void movingOrTurningAllPointsAlikeLeavesTheCost(@ForAll("problems") Problem problem, @ForAll long seed) {
        int n = problem.n();
        double[] moved = problem.y().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 3 - i / n;
        }
        if (problem.dimensions() > 1) {
            for (int i = 0; i < n; i++) {
                double x = moved[i];
                moved[i] = 0.6 * x - 0.8 * moved[n + i];
                moved[n + i] = 0.8 * x + 0.6 * moved[n + i];
            }
        }
        for (Composition composition : fitting(problem, seed)) {
            EmbeddingObjective objective = objective(composition, problem, Backend.SIMD);
            double cost = objective.value(problem.y());
            // Moved coordinates are rounded, so squared distances differ by about 1e-15; near d = 0 a root makes 1e-8 of that.
            assertThat(objective.value(moved))
                    .as(Pairing.describe(composition) + ", " + problem.description())
                    .isCloseTo(cost, within(1e-6 * Math.max(1, Math.abs(cost))));
        }
    }

    @Property(tries = 10)
    void theNumberOfThreadsChangesNoBit(@ForAll("problems") Problem problem, @ForAll long seed) {
        List<Composition> compositions = fitting(problem, seed);
        Composition composition = compositions.get((int) Math.floorMod(seed, compositions.size()));
        double[] one = new double[problem.y().length];
        try (Workers single = new Workers(1)) {
            new EmbeddingObjective(composition, problem.matrix(), Map.of(), problem.dimensions(), single, Backend.SIMD)
                    .gradient(problem.y(), one);
        }
        for (int threads = 2; threads <= 4; threads++) {
            try (Workers several = new Workers(threads)) {
                double[] other = new double[problem.y().length];
                new EmbeddingObjective(composition, problem.matrix(), Map.of(), problem.dimensions(), several, Backend.SIMD)
                        .gradient(problem.y(), other);
                assertThat(other).as(threads + " threads, " + Pairing.describe(composition)).isEqualTo(one);
            }
        }
    }

    private static List<Composition> fitting(Problem problem, long seed) {
        boolean dense = problem.matrix() instanceof dev.starling.core.input.DenseMatrix;
        return Pairing.all(seed).stream()
                .filter(composition -> dense || composition instanceof Composition.OfProbabilities)
                .toList();
    }

    private static EmbeddingObjective objective(Composition composition, Problem problem, Backend backend) {
        return new EmbeddingObjective(composition, problem.matrix(), Map.of(), problem.dimensions(), WORKERS, backend);
    }
}
