package dev.starling.core.gradient;

import dev.starling.api.Normalization;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.PlainEngine;
import dev.starling.core.plan.Composition;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What holds for every cost × kernel × normalization × transform. Each try takes one problem and all compositions.
@Tag("laws")
class GradientLaws {
    private static final Workers WORKERS = new Workers(2);

    /// How many times as much is tried; `mvn -Psweep verify` sets it.
    private static final int SWEEP = Integer.getInteger("starling.sweep", 1);

    /// Cases of a property, and those of them in which there was something to compare.
    private static final LongAdder OFFERED = new LongAdder();

    private static final LongAdder HELD = new LongAdder();

    @BeforeProperty
    void beginToCount() {
        OFFERED.reset();
        HELD.reset();
    }

    /// A property that skips most of its cases holds nothing.
    @AfterProperty
    void mostCasesWereHeld() {
        assertThat(HELD.sum()).as("cases held, of %s", OFFERED).isGreaterThanOrEqualTo(OFFERED.sum() * 2 / 3);
    }

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    /// Sizes around the eight lanes of a sum and the 32 rows of a block.
    @Provide
    Arbitrary<Problem> problems() {
        return Combinators.combine(
                        Arbitraries.of(2, 3, 7, 8, 9, 16, 17, 31, 32, 33),
                        Arbitraries.of(1, 2, 3, 5),
                        Arbitraries.of(Problem.Layout.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 1000))
                .as(Problem::of);
    }

    /// Every composition at least once; the properties below draw from them.
    @Example
    void everyPairIsTheDerivativeOfItsCost() {
        Problem dense = Problem.of(9, 2, Problem.Layout.SCATTERED, true, false, 1);
        Problem sparse = Problem.of(7, 3, Problem.Layout.SCATTERED, false, true, 2);
        int held = 0;
        int all = 0;
        for (Problem problem : List.of(dense, sparse)) {
            for (Composition composition : Pairing.all(problem.n())) {
                if (fits(composition, problem)) {
                    all++;
                    held += isTheDerivative(composition, problem) ? 1 : 0;
                }
            }
        }
        assertThat(held).as("pairs with a finite cost, of %d", all).isGreaterThan(all * 9 / 10);
    }

    /// Differences believe nothing but the cost that the core itself reports, also 60 apart, where weights underflow.
    @Property(seed = "1", tries = 8)
    void theGradientIsWhatDifferencesOfItsOwnCostSay(@ForAll("problems") Problem problem, @ForAll boolean far, @ForAll long seed) {
        double[] y = problem.y().clone();
        if (far) {
            y[problem.n() - 1] += 60;
        }
        for (Composition composition : some(problem, seed)) {
            EmbeddingObjective objective = objective(composition, problem, Backend.SCALAR);
            OFFERED.increment();
            if (!Double.isFinite(objective.value(y))) {
                continue;
            }
            double[] gradient = new double[y.length];
            try {
                objective.gradient(y, gradient);
            } catch (NumericalException e) {
                continue; // said, and held to the cost by the dual numbers
            }
            int c = Math.floorMod((int) seed, y.length);
            double coarse = difference(objective, y, c, 0x1p-12);
            double fine = difference(objective, y, c, 0x1p-13);
            double size = Math.abs(objective.value(y)) + Math.abs(fine);
            // Two steps that disagree see a kink, or a cost so large that its own rounding drowns the difference.
            if (Math.abs(fine - coarse) <= 1e-4 * Math.max(1e-3, Math.abs(fine)) && size < 1e8) {
                HELD.increment();
                assertThat(gradient[c]).as(() -> "coordinate " + c + " of " + what(composition, problem) + (far ? ", 60 off" : ""))
                        // Terms of about 1 that cancel leave 1e-16 of a cost, and 1e-12 of a difference over 2⁻¹³.
                        .isCloseTo(fine, within(4 * Math.abs(fine - coarse) + 1e-9 * size + 1e-11));
            }
        }
    }

    private static double difference(EmbeddingObjective objective, double[] y, int c, double h) {
        double[] moved = y.clone();
        moved[c] = y[c] + h;
        double up = objective.value(moved);
        moved[c] = y[c] - h;
        return (up - objective.value(moved)) / (2 * h);
    }

    /// The stiffness that is shown to people is ∂C/∂f, pair by pair.
    @Property(seed = "1", tries = 10)
    void theStiffnessIsTheDerivativeOfTheCost(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : some(problem, seed)) {
            PlainObjective plain = new PlainObjective(composition, problem.p(), Map.of(), problem.dimensions());
            EmbeddingObjective objective = objective(composition, problem, Backend.SCALAR);
            double cost = plain.cost(problem.y());
            OFFERED.increment();
            if (Double.isFinite(cost)) {
                double background = background(composition, problem);
                double[][] stiffness = objective.matrix(PairQuantity.STIFFNESS, problem.y());
                int i = Math.floorMod((int) seed, problem.n());
                int j = (i + 1) % problem.n();
                double expected = plain.derivativeByTransformed(problem.y(), i, j);
                if (Double.isFinite(expected) && Double.isFinite(background)) { // no slope at d = 0 for transforms with a kink there
                    HELD.increment();
                    double size = Math.max(0.1, Math.abs(stiffness[i][j]) + Math.abs(stiffness[j][i]));
                    assertThat(stiffness[i][j] + stiffness[j][i])
                            .as(() -> "stiffness of points " + i + " and " + j + ", " + what(composition, problem))
                            // h − q·H is a difference of terms as large as the cost, which is vast where a floored p has a negative power.
                            .isCloseTo(expected, within(1e-9 * size + 1e-12 * (Math.abs(cost) + background)));
                }
            }
        }
    }

    @Property(seed = "1", tries = 24)
    void theGradientIsTheDerivativeOfTheCost(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : some(problem, seed)) {
            OFFERED.increment();
            HELD.add(isTheDerivative(composition, problem) ? 1 : 0);
        }
    }

    /// The dual-number derivative has no step; what remains is the rounding of two ways to add up the same terms.
    ///
    /// @return whether there was anything to compare with
    static boolean isTheDerivative(Composition composition, Problem problem) {
        return isTheDerivative(composition, problem, new Outcome(composition, problem, Backend.SCALAR));
    }

    private static boolean isTheDerivative(Composition composition, Problem problem, Outcome outcome) {
        String what = what(composition, problem);
        PlainObjective plain = new PlainObjective(composition, problem.p(), Map.of(), problem.dimensions());
        double expected = plain.cost(problem.y());
        if (!Double.isFinite(expected)) {
            // Such as ln(1 − q) where a point has one neighbor only and q = 1: there is nothing to compare with.
            return false;
        }
        assertThat(outcome.refusal).as(what).isEmpty();
        double background = background(composition, problem);
        double costSize = Math.max(1e-2, Math.max(Math.abs(expected), background));
        assertThat(outcome.cost).as("cost of " + what).isCloseTo(expected, within(1e-10 * costSize));
        // Attraction and repulsion may cancel to less than the rounding of either, which is about as large as a p.
        double size = Math.max(1e-3, background);
        for (double g : outcome.gradient) {
            size = Math.max(size, Math.abs(g));
        }
        for (int c = 0; c < outcome.gradient.length; c += Math.max(1, outcome.gradient.length / 7)) {
            double derivative = plain.derivative(problem.y(), c);
            int coordinate = c;
            assertThat(outcome.gradient[c])
                    .as(() -> "coordinate " + coordinate + " of " + what + worstPair(composition, problem, plain))
                    .isCloseTo(derivative, within(1e-9 * Math.max(size, Math.abs(derivative))));
        }
        return true;
    }

    private static String what(Composition composition, Problem problem) {
        return Pairing.describe(composition) + " [" + Pairing.formulas(composition) + "], " + problem.description();
    }

    /// The pair of points whose stiffness is furthest from its derivative.
    private static String worstPair(Composition composition, Problem problem, PlainObjective plain) {
        double[][] stiffness = objective(composition, problem, Backend.INTERPRET).matrix(PairQuantity.STIFFNESS, problem.y());
        String worst = "";
        double most = -1;
        for (int i = 0; i < problem.n(); i++) {
            for (int j = 0; j < i; j++) {
                double own = stiffness[i][j] + stiffness[j][i];
                double expected = plain.derivativeByTransformed(problem.y(), i, j);
                if (Math.abs(own - expected) > most) {
                    most = Math.abs(own - expected);
                    worst = ", worst pair of points (" + j + ", " + i + "): stiffness " + own + ", but ∂C/∂f is " + expected;
                }
            }
        }
        return worst;
    }

    /// What the sums over a sparse P are rounded by: it adds what p = 0 costs everywhere and takes it away again where p is stored.
    private static double background(Composition composition, Problem problem) {
        if (!(problem.matrix() instanceof SparseMatrix)) {
            return 0;
        }
        double[][] none = new double[problem.n()][problem.n()];
        return Math.abs(new PlainObjective(composition, none, Map.of(), problem.dimensions()).cost(problem.y()));
    }

    /// Cost and gradient, or why there are none.
    private static final class Outcome {
        final double[] gradient;
        double cost = Double.NaN;
        String refusal = "";

        Outcome(Composition composition, Problem problem, Backend backend) {
            this(objective(composition, problem, backend), problem);
        }

        Outcome(EmbeddingObjective objective, Problem problem) {
            gradient = new double[problem.y().length];
            try {
                cost = objective.valueAndGradient(problem.y(), gradient);
            } catch (NumericalException e) {
                refusal = e.getMessage();
            }
        }
    }

    @Property(seed = "1", tries = 15)
    void allBackEndsGiveTheSameBits(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : some(problem, seed)) {
            Outcome interpreted = new Outcome(composition, problem, Backend.INTERPRET);
            for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
                Outcome compiled = new Outcome(composition, problem, backend);
                String what = backend + ", " + Pairing.describe(composition) + ", " + problem.description();
                assertThat(compiled.refusal).as(what).isEqualTo(interpreted.refusal);
                assertThat(Double.valueOf(compiled.cost)).as(what).isEqualTo(Double.valueOf(interpreted.cost));
                assertThat(compiled.gradient).as(what).isEqualTo(interpreted.gradient);
                assertThat(objective(composition, problem, backend).backend()).isEqualTo(backend);
            }
        }
    }

    /// Plain sums behind the seam do what the exact engine does: so an engine needs to know no more than its contract.
    @Property(seed = "1", tries = 10)
    void anotherEngineGivesTheSameGradient(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : some(problem, seed)) {
            Outcome exact = new Outcome(composition, problem, Backend.SCALAR);
            Outcome plain = new Outcome(objective(composition, problem, new PlainEngine()), problem);
            String what = Pairing.describe(composition) + ", " + problem.description();
            assertThat(plain.refusal.isEmpty()).as(what).isEqualTo(exact.refusal.isEmpty());
            double background = background(composition, problem);
            double size = Math.max(1e-3, Double.isFinite(background) ? background : 0);
            for (double g : exact.gradient) {
                size = Math.max(size, Math.abs(g));
            }
            if (exact.refusal.isEmpty() && Double.isFinite(exact.cost)) {
                assertThat(plain.cost).as(what).isCloseTo(exact.cost, within(1e-11 * Math.max(size, Math.abs(exact.cost))));
                assertThat(plain.gradient).as(what).containsExactly(exact.gradient, within(1e-10 * size));
            }
        }
    }

    /// The law of laws holds through the seam.
    @Property(seed = "1", tries = 8)
    void withAnotherEngineTheGradientIsTheDerivativeOfTheCost(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : some(problem, seed)) {
            isTheDerivative(composition, problem, new Outcome(objective(composition, problem, new PlainEngine()), problem));
        }
    }

    /// Every pull has its counter-pull, so they cancel up to rounding.
    @Property(seed = "1", tries = 10)
    void theGradientsOfAllPointsSumToZero(@ForAll("problems") Problem problem, @ForAll long seed) {
        for (Composition composition : some(problem, seed)) {
            double[] gradient = new Outcome(composition, problem, Backend.SIMD).gradient;
            for (int k = 0; k < problem.dimensions(); k++) {
                double sum = 0;
                double size = 0;
                for (int i = 0; i < problem.n(); i++) {
                    sum += gradient[k * problem.n() + i];
                    size += Math.abs(gradient[k * problem.n() + i]);
                }
                size += background(composition, problem);
                if (!Double.isFinite(size)) {
                    continue;
                }
                assertThat(sum)
                        .as(Pairing.describe(composition) + ", " + problem.description())
                        .isCloseTo(0, within(1e-11 * Math.max(1e-3, size)));
            }
        }
    }

    @Property(seed = "1", tries = 10)
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
        for (Composition composition : some(problem, seed)) {
            EmbeddingObjective objective = objective(composition, problem, Backend.SIMD);
            double cost = objective.value(problem.y());
            // Moved coordinates are rounded, so squared distances differ by about 1e-15; near d = 0 a root makes 1e-8 of that.
            if (Double.isFinite(cost)) {
                assertThat(objective.value(moved))
                        .as(Pairing.describe(composition) + ", " + problem.description())
                        .isCloseTo(cost, within(1e-6 * Math.max(1, Math.abs(cost))));
            }
        }
    }

    @Property(seed = "1", tries = 10)
    void theNumberOfThreadsChangesNoBit(@ForAll("problems") Problem problem, @ForAll long seed) {
        Composition composition = some(problem, seed).getFirst();
        double[] one = new double[problem.y().length];
        try (Workers single = new Workers(1)) {
            EmbeddingProblem.of(composition, problem.matrix(), problem.dimensions()).objective(List.of(new ExactEngine(single, Backend.SIMD)), Precision.DOUBLE)
                    .gradient(problem.y(), one);
        }
        for (int threads = 2; threads <= 4; threads++) {
            try (Workers several = new Workers(threads)) {
                double[] other = new double[problem.y().length];
                EmbeddingProblem.of(composition, problem.matrix(), problem.dimensions()).objective(List.of(new ExactEngine(several, Backend.SIMD)), Precision.DOUBLE)
                        .gradient(problem.y(), other);
                assertThat(other).as(threads + " threads, " + Pairing.describe(composition)).isEqualTo(one);
            }
        }
    }

    /// Thirty compositions drawn by `seed`; more in a sweep.
    private static List<Composition> some(Problem problem, long seed) {
        List<Composition> all = new ArrayList<>(Pairing.all(seed));
        Collections.shuffle(all, new Random(seed));
        return all.stream().filter(composition -> fits(composition, problem)).limit(30L * SWEEP).toList();
    }

    private static boolean fits(Composition composition, Problem problem) {
        return switch (composition) {
            case Composition.OfDistances _ -> problem.matrix() instanceof DenseMatrix;
            case Composition.OfProbabilities parts -> parts.normalization() != Normalization.JOINT || problem.matrix().symmetric();
        };
    }

    private static EmbeddingObjective objective(Composition composition, Problem problem, Backend backend) {
        return objective(composition, problem, new ExactEngine(WORKERS, backend));
    }

    private static EmbeddingObjective objective(Composition composition, Problem problem, PairEngine engine) {
        return EmbeddingProblem.of(composition, problem.matrix(), problem.dimensions()).objective(List.of(engine), Precision.DOUBLE);
    }
}
