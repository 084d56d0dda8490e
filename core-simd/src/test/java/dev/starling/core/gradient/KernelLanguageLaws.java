package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Kernels drawn from the language of formulas: mixtures, branches, supports, and what is made of them. Whatever has a logarithm and a slope
/// in exact arithmetic has them here, however far down the weight itself has underflowed.
@Tag("laws")
class KernelLanguageLaws {
    private static final Expr F = Expr.leaf("f");

    /// None of them a boundary of what is drawn.
    private static final double[] DISTANCES = {1e-9, 0.013, 0.37, 1.31, 7.77, 60.1, 801.3, 3000.7, 20_000.3, 1e6 + 0.3};

    /// A kernel that knows its logarithm and its slope without ever forming the weight.
    private sealed interface Drawn {
        Expr formula();

        double log(double f);

        /// ∂ ln w/∂f where the logarithm is a number.
        double slope(double f);
    }

    private record Gaussian(double rate) implements Drawn {
        @Override
        public Expr formula() {
            return F.times(rate).negated().exp();
        }

        @Override
        public double log(double f) {
            return -rate * f;
        }

        @Override
        public double slope(double f) {
            return -rate;
        }
    }

    private record Rational(double power) implements Drawn {
        @Override
        public Expr formula() {
            return F.plus(1).pow(-power);
        }

        @Override
        public double log(double f) {
            return -power * Math.log1p(f);
        }

        @Override
        public double slope(double f) {
            return -power / (1 + f);
        }
    }

    /// 1 over a sum of 1 and what leaves the range of numbers far out.
    private record Logistic(double rate, double middle) implements Drawn {
        @Override
        public Expr formula() {
            return F.minus(middle).times(rate).exp().plus(1).reciprocal();
        }

        @Override
        public double log(double f) {
            double exponent = rate * (f - middle);
            return -(Math.max(exponent, 0) + Math.log1p(Math.exp(-Math.abs(exponent))));
        }

        @Override
        public double slope(double f) {
            return -rate / (1 + Math.exp(-rate * (f - middle)));
        }
    }

    private record Steep(double power) implements Drawn {
        @Override
        public Expr formula() {
            return F.pow(power).times(3).plus(1).reciprocal();
        }

        @Override
        public double log(double f) {
            double exponent = Math.log(3) + power * Math.log(f);
            return -(Math.max(exponent, 0) + Math.log1p(Math.exp(-Math.abs(exponent))));
        }

        @Override
        public double slope(double f) {
            return -power / f / (1 + Math.exp(-Math.log(3) - power * Math.log(f)));
        }
    }

    /// 0 from some distance on.
    private record Supported(double end, double power) implements Drawn {
        @Override
        public Expr formula() {
            return Expr.constant(end).minus(F).max(Expr.constant(0)).pow(power);
        }

        @Override
        public double log(double f) {
            return f < end ? power * Math.log(end - f) : Double.NEGATIVE_INFINITY;
        }

        @Override
        public double slope(double f) {
            return f < end ? -power / (end - f) : 0;
        }
    }

    private record Mixture(Drawn a, double share, Drawn b) implements Drawn {
        @Override
        public Expr formula() {
            return a.formula().times(share).plus(b.formula().times(1 - share));
        }

        @Override
        public double log(double f) {
            double one = Math.log(share) + a.log(f);
            double other = Math.log(1 - share) + b.log(f);
            double most = Math.max(one, other);
            return most == Double.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(Math.min(one, other) - most));
        }

        @Override
        public double slope(double f) {
            double ofOne = Math.exp(Math.log(share) + a.log(f) - log(f));
            double ofOther = Math.exp(Math.log(1 - share) + b.log(f) - log(f));
            return (ofOne == 0 ? 0 : ofOne * a.slope(f)) + (ofOther == 0 ? 0 : ofOther * b.slope(f));
        }
    }

    private record Both(Drawn a, Drawn b) implements Drawn {
        @Override
        public Expr formula() {
            return a.formula().times(b.formula());
        }

        @Override
        public double log(double f) {
            return a.log(f) + b.log(f);
        }

        @Override
        public double slope(double f) {
            return a.slope(f) + b.slope(f);
        }
    }

    private record Branches(double from, Drawn near, Drawn far) implements Drawn {
        @Override
        public Expr formula() {
            return Expr.where(new Condition(F, Comparison.LESS, Expr.constant(from)), near.formula(), far.formula());
        }

        @Override
        public double log(double f) {
            return f < from ? near.log(f) : far.log(f);
        }

        @Override
        public double slope(double f) {
            return f < from ? near.slope(f) : far.slope(f);
        }
    }

    private record Raised(Drawn a, double power) implements Drawn {
        @Override
        public Expr formula() {
            return a.formula().pow(power);
        }

        @Override
        public double log(double f) {
            return power * a.log(f);
        }

        @Override
        public double slope(double f) {
            return power * a.slope(f);
        }
    }

    @Provide
    Arbitrary<Drawn> kernels() {
        return kernels(3);
    }

    private static Arbitrary<Drawn> kernels(int depth) {
        Arbitrary<Drawn> simple = Arbitraries.oneOf(
                Arbitraries.of(0.25, 1.0, 0.7, 3.0).map(Gaussian::new),
                Arbitraries.of(0.5, 1.0, 2.0, 1.3).map(Rational::new),
                Combinators.combine(Arbitraries.of(1.0, 0.3), Arbitraries.of(0.0, 5.0)).as(Logistic::new),
                Arbitraries.of(4.5, 7.0, 60.0).map(Steep::new),
                Combinators.combine(Arbitraries.of(0.5, 4.0, 900.0), Arbitraries.of(1.0, 2.0, 3.0)).as(Supported::new));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<Drawn> part = Arbitraries.lazy(() -> kernels(depth - 1));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, simple),
                net.jqwik.api.Tuple.of(3, Combinators.combine(part, Arbitraries.of(0.5, 0.1, 0.999), part).as(Mixture::new)),
                net.jqwik.api.Tuple.of(1, Combinators.combine(part, part).as(Both::new)),
                net.jqwik.api.Tuple.of(1, Combinators.combine(Arbitraries.of(0.2, 5.0, 1000.0), part, part).as(Branches::new)),
                net.jqwik.api.Tuple.of(1, Combinators.combine(part, Arbitraries.of(0.5, 2.0, 1.5)).as(Raised::new)));
    }

    private static Composition.OfProbabilities composition(ProbabilityCost cost, String kernel, Normalization normalization) {
        Arguments none = Arguments.defaults(List.of());
        return new Composition.OfProbabilities(
                cost, Arguments.defaults(cost.parameters()), FormulaPart.kernel(kernel), none, FormulaPart.transform("d^2"), none, normalization);
    }

    @Property(seed = "1", tries = 2_000)
    void logarithmAndSlopeAreThere(@ForAll("kernels") Drawn kernel) {
        String formula = kernel.formula().toString();
        Chain.Scale scale = Chain.of(composition((ProbabilityCost) FormulaPart.cost("p*log(p/q)"), formula, Normalization.PAIR), Set.of()).scales.getFirst();
        for (double f : DISTANCES) {
            double expected = kernel.log(f);
            double log = Evaluation.of(scale.logWeight(), Map.of(Chain.SQUARED_DISTANCE, f));
            double slope = Evaluation.of(scale.slope(), Map.of(Chain.SQUARED_DISTANCE, f)) / 2;
            String what = formula + " at f = " + f;
            if (expected == Double.NEGATIVE_INFINITY) {
                assertThat(slope).as("slope of " + what).isFinite();
            } else {
                assertThat(log).as("logarithm of " + what).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
                double size = Math.max(1e-3, Math.abs(kernel.slope(f)));
                assertThat(slope).as("slope of " + what).isCloseTo(kernel.slope(f), within(1e-9 * size));
            }
        }
    }

    private static EmbeddingObjective objective(ProbabilityCost cost, String kernel, Normalization normalization, Problem problem) {
        Workers one = new Workers(1);
        return EmbeddingProblem.of(composition(cost, kernel, normalization), problem.matrix(), problem.dimensions()).objective(List.of(new ExactEngine(one, Backend.SCALAR)), Precision.DOUBLE);
    }

    /// All pairs so far apart that either exponential is 0: the mixture is its wider part.
    @Example
    void aMixtureFarOutIsItsWiderPart() {
        Problem problem = Problem.of(9, 2, Problem.Layout.SCATTERED, true, false, 3);
        double[] y = new double[18];
        for (int k = 0; k < y.length; k++) {
            y[k] = 100 * (k * k % 17) + k;
        }
        for (Normalization normalization : List.of(Normalization.PAIR, Normalization.POINT, Normalization.JOINT)) {
            for (String cost : List.of("kullback-leibler", "reverse-kullback-leibler", "jensen-shannon")) {
                ProbabilityCost part = Catalog.installed().find(ProbabilityCost.class, cost);
                double[] mixture = new double[y.length];
                double[] wider = new double[y.length];
                double one = objective(part, "exp(-f) + exp(-f/4)", normalization, problem).valueAndGradient(y, mixture);
                double other = objective(part, "exp(-f/4)", normalization, problem).valueAndGradient(y, wider);
                assertThat(one).as(cost + " " + normalization).isCloseTo(other, within(1e-10 * Math.abs(other)));
                double size = java.util.Arrays.stream(wider).map(Math::abs).max().orElseThrow();
                // Where q is one pair's alone, reverse costs have no slope.
                assertThat(size > 0).isEqualTo(cost.equals("kullback-leibler"));
                assertThat(mixture).as(cost + " " + normalization).containsExactly(wider, within(1e-10 * size));
            }
        }
    }

    /// Costs that are finite at q = 0, and kernels that are 0 there: some pairs are beyond the support, and no point is alone.
    @Property(seed = "1", tries = 200)
    void kernelsWithASupportHaveTheGradientOfTheirCost(
            @ForAll("finiteAtZero") String cost,
            @ForAll("supported") String kernel,
            @ForAll("normalizations") Normalization normalization,
            @ForAll boolean sparse) {
        Problem problem = Problem.of(12, 2, Problem.Layout.SCATTERED, true, sparse, 5);
        ProbabilityCost part = cost.contains("q)") || cost.contains("q*") || cost.contains("q^")
                ? (ProbabilityCost) FormulaPart.cost(cost)
                : Catalog.installed().find(ProbabilityCost.class, cost);
        EmbeddingObjective objective = objective(part, kernel, normalization, problem);
        double[] gradient = new double[problem.y().length];
        double value = objective.valueAndGradient(problem.y(), gradient);
        assertThat(value).isFinite();
        for (int c = 0; c < gradient.length; c++) {
            double[] moved = problem.y().clone();
            moved[c] += 0x1p-20;
            double up = objective.value(moved);
            moved[c] -= 0x1p-19;
            double difference = (up - objective.value(moved)) * 0x1p19;
            assertThat(gradient[c]).as("coordinate " + c).isCloseTo(difference, within(2e-5 * Math.max(1, Math.abs(difference))));
        }
    }

    @Provide
    Arbitrary<String> finiteAtZero() {
        return Arbitraries.of(
                "hellinger", "reverse-kullback-leibler", "square-loss", "reverse-i-divergence", "jensen-shannon",
                "(sqrt(p) - sqrt(q))^2", "q*log(q/p)", "(p - q)^2", "0.3*p + 0.7*q - p^0.3*q^0.7", "q - sqrt(p*q)", "q^1.5 - p*q^0.25",
                "q*log(q/p) - q + p", "sqrt(q)*log(1 + p + q)", "p*(1 + q)^-0.5", "max(p, q) - q^0.9");
    }

    @Provide
    Arbitrary<String> supported() {
        return Arbitraries.of("max(1.5 - f, 0)^2", "where(f < 1.5, (1.5 - f)^3, 0)", "max(1.5 - f, 0)^2 * exp(-f)", "max(0, 1 - f/1.5)^2 * 3");
    }

    @Provide
    Arbitrary<Normalization> normalizations() {
        return Arbitraries.of(Normalization.PAIR, Normalization.POINT, Normalization.NONE);
    }

    @Example
    void whereNoWeightIsLeftItIsSaid() {
        Problem problem = Problem.of(5, 2, Problem.Layout.SCATTERED, true, false, 5);
        double[] y = {0, 10, 20, 30, 40, 0, 0, 0, 0, 0};
        ProbabilityCost cost = Catalog.installed().find(ProbabilityCost.class, "hellinger");
        for (Normalization normalization : List.of(Normalization.PAIR, Normalization.POINT)) {
            assertThatThrownBy(() -> objective(cost, "max(1 - f, 0)", normalization, problem).gradient(y, new double[10]))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("the kernel vanishes at every distance there");
        }
    }
}
