package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import net.jqwik.api.*;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.*;

/// What holds where points have values of their own: precisions, importances, several scales, learned parameters.
@Tag("laws")
class PointValueLaws {
    private static final Catalog CATALOG = Catalog.installed();
    private static final Workers WORKERS = new Workers(2);
    private static final List<String> COSTS = List.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon", "chi-squared");

    /// Those with a bandwidth, and one without.
    private static final List<String> KERNELS = Stream.concat(
                    CATALOG.all(Kernel.class).stream().filter(PointValueLaws::hasBandwidth).map(Kernel::name), Stream.of("student-t"))
            .toList();

    private static boolean hasBandwidth(Kernel kernel) {
        return kernel.weight(Expr.leaf("f"), precise(kernel)).leaves().contains(Arguments.PRECISION);
    }

    private static Arguments precise(Kernel kernel) {
        return Arguments.defaults(kernel.parameters()).with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION));
    }

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    /// A composition with values for the points.
    private record Case(Composition.OfProbabilities parts, Map<String, double[]> values, Problem problem) {
        PlainObjective plain() {
            return new PlainObjective(parts, problem.p(), values, problem.dimensions());
        }

        EmbeddingObjective objective(Backend backend) {
            return EmbeddingProblem.of(parts, problem.matrix(), values, problem.dimensions()).objective(List.of(new ExactEngine(WORKERS, backend)), Precision.DOUBLE);
        }

        @Override
        public String toString() {
            return Pairing.describe(parts) + (parts.weighted() ? ", weighted" : "") + ", " + parts.scales() + " scales, " + problem;
        }
    }

    @Property(seed = "1", tries = 60)
    void theGradientIsTheDerivativeOfTheCost(@ForAll("cases") Case made) {
        double[] y = made.problem.y();
        double[] gradient = new double[y.length];
        double cost = made.objective(Backend.SCALAR).valueAndGradient(y, gradient);
        double expected = made.plain().cost(y);
        assertThat(cost).as(made.toString()).isCloseTo(expected, within(1e-10 * Math.max(1e-2, Math.abs(expected))));
        double size = 1e-3;
        for (double g : gradient) {
            size = Math.max(size, Math.abs(g));
        }
        for (int c = 0; c < y.length; c += 3) {
            assertThat(gradient[c]).as("coordinate %d of %s", c, made).isCloseTo(made.plain().derivative(y, c), within(1e-9 * size));
        }
    }

    @Property(seed = "1", tries = 20)
    void allBackEndsGiveTheSameBits(@ForAll("cases") Case made) {
        double[] y = made.problem.y();
        double[] interpreted = new double[y.length];
        made.objective(Backend.INTERPRET).gradient(y, interpreted);
        for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
            double[] compiled = new double[y.length];
            made.objective(backend).gradient(y, compiled);
            assertThat(compiled).as(made.toString()).isEqualTo(interpreted);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        Arbitraries.of(COSTS),
                        Arbitraries.of(KERNELS),
                        Arbitraries.of(Normalization.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(1, 1, 2, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 1000),
                        Arbitraries.of(3, 8, 9, 34))
                .as((cost, kernel, normalization, weighted, scales, sparse, seed, n) -> {
                    boolean symmetric = normalization == Normalization.JOINT || seed % 2 == 0;
                    Problem problem = Problem.of(n, 2, Problem.Layout.SCATTERED, symmetric, sparse, seed);
                    return made(cost, kernel, normalization, weighted, scales, problem, seed);
                });
    }

    private static Case made(
            String cost, String kernel, Normalization normalization, boolean weighted, int scales, Problem problem, long seed) {
        Composition.OfProbabilities parts = parts(cost, kernel, normalization, weighted, scales);
        Random random = new Random(seed);
        Map<String, double[]> values = new HashMap<>();
        for (int scale = 0; scale < scales; scale++) {
            values.put(parts.precision(scale), random.doubles(problem.n(), 0.3, 2).toArray());
        }
        if (weighted) {
            values.put(Composition.OfProbabilities.IMPORTANCE, random.doubles(problem.n(), 0.5, 2).toArray());
        }
        return new Case(parts, values, problem);
    }

    private static Composition.OfProbabilities parts(
            String cost, String kernel, Normalization normalization, boolean weighted, int scales) {
        ProbabilityCost c = (ProbabilityCost) CATALOG.find(Cost.class, cost);
        Kernel k = CATALOG.find(Kernel.class, kernel);
        Transform t = CATALOG.find(Transform.class, "squared");
        return new Composition.OfProbabilities(
                c, Arguments.defaults(c.parameters()), k, precise(k), t, Arguments.defaults(t.parameters()), normalization, weighted, scales);
    }

    /// Every parameter of every kernel, one for all points and one for each.
    @Property(seed = "1", tries = 4)
    void theDerivativeByAParameterIsThatOfTheCost(@ForAll boolean sparse, @ForAll("normalizations") Normalization normalization) {
        Problem problem = Problem.of(9, 2, Problem.Layout.SCATTERED, true, sparse, 5);
        for (Kernel kernel : CATALOG.all(Kernel.class)) {
            for (Parameter parameter : kernel.parameters()) {
                for (String cost : List.of("kullback-leibler", "nerv")) {
                    double value = inside(parameter);
                    Composition.OfProbabilities usual = parts(cost, kernel.name(), normalization, false, 1);
                    Arguments given = Arguments.defaults(kernel.parameters()).with(parameter.name(), Expr.leaf("kernel." + parameter.name()));
                    Composition.OfProbabilities parts = usual.withKernelArguments(given);
                    checkGlobal(parts, "kernel." + parameter.name(), value, problem);
                    checkPointwise(parts, "kernel." + parameter.name(), value, problem);
                }
            }
        }
    }

    /// A value so far within the range that those of nine points, up to 1.8 times of it, are in it too.
    private static double inside(Parameter parameter) {
        double least = Math.max(parameter.least(), 0);
        return least + Math.min(0.7, 0.3 * (parameter.most() - least));
    }

    @Provide
    Arbitrary<Normalization> normalizations() {
        return Arbitraries.of(Normalization.class);
    }

    private static void checkGlobal(Composition.OfProbabilities parts, String leaf, double value, Problem problem) {
        EmbeddingObjective objective = EmbeddingProblem.of(parts, problem.matrix(), 2).objective(List.of(new ExactEngine(WORKERS, Backend.SCALAR)), Precision.DOUBLE);
        objective.set(leaf, value);
        double total = 0;
        for (double row : objective.derivativeBy(leaf, problem.y())) {
            total += row;
        }
        double expected = new PlainObjective(parts, problem.p(), Map.of(), 2).derivativeBy(leaf, value, problem.y());
        assertThat(total).as(leaf + " of " + Pairing.describe(parts) + ", " + problem)
                .isCloseTo(expected, within(1e-9 * Math.max(1e-2, Math.abs(expected))));
    }

    private static void checkPointwise(Composition.OfProbabilities parts, String leaf, double value, Problem problem) {
        List<Double> own = new ArrayList<>();
        for (int i = 0; i < problem.n(); i++) {
            own.add(value * (1 + 0.1 * i));
        }
        double[] values = own.stream().mapToDouble(Double::doubleValue).toArray();
        Map<String, double[]> points = Map.of(leaf, values);
        double[] rows = EmbeddingProblem.of(parts, problem.matrix(), points, 2).objective(List.of(new ExactEngine(WORKERS, Backend.SCALAR)), Precision.DOUBLE)
                .derivativeBy(leaf, problem.y());
        for (int i = 0; i < problem.n(); i += 4) {
            double expected = new PlainObjective(parts, problem.p(), points, 2).derivativeBy(leaf, i, problem.y());
            assertThat(rows[i]).as(leaf + " of point " + i + ", " + Pairing.describe(parts) + ", " + problem)
                    .isCloseTo(expected, within(1e-9 * Math.max(1e-2, Math.abs(expected))));
        }
    }
}
