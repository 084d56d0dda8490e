package dev.starling.core.gradient;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The test of the test: [GradientLaws#isTheDerivative] sees a broken derivative, and says where. And what makes no sense is refused
/// by name before any law is asked.
class BrokenDerivativesTest {
    private static final Problem PROBLEM = Problem.of(9, 2, Problem.Layout.SCATTERED, true, false, 1);

    /// KL(P‖Q) or KL(Q‖P), with a derivative of the author's own.
    private record Written(boolean reverse, BinaryOperator<Expr> derivative) implements ProbabilityCost {
        @Override
        public String name() {
            return "broken-cost";
        }

        @Override
        public String summary() {
            return "for this test";
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return reverse ? q.xlogy(q.over(p)) : p.xlogy(p.over(q));
        }

        @Override
        public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
            return Optional.of(derivative.apply(p, q));
        }
    }

    /// Says another weight at every call, so that the core computes another kernel than the one it is held to.
    private static final class Fickle implements Kernel {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
            return "fickle";
        }

        @Override
        public String summary() {
            return "for this test";
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return f.times(1 + 1e-6 * calls.getAndIncrement()).plus(1).reciprocal();
        }
    }

    private static Composition with(ProbabilityCost cost, Kernel kernel, Normalization normalization) {
        Arguments none = Arguments.defaults(List.of());
        return new Composition.OfProbabilities(cost, none, kernel, none, FormulaPart.transform("d^2"), none, normalization);
    }

    private static void hold(boolean reverse, BinaryOperator<Expr> derivative, Normalization normalization) {
        GradientLaws.isTheDerivative(with(new Written(reverse, derivative), FormulaPart.kernel("1/(1+f)"), normalization), PROBLEM);
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void aRightDerivativePasses(Normalization normalization) {
        assertThatCode(() -> hold(false, (p, _) -> p.negated(), normalization)).doesNotThrowAnyException();
        assertThatCode(() -> hold(true, (p, q) -> q.xlogy(q.over(p)).plus(q), normalization)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void aTurnedSignFails(Normalization normalization) {
        assertThatThrownBy(() -> hold(false, (p, _) -> p, normalization)).isInstanceOf(AssertionError.class);
        // Misprint E3, ln(p/q) + 1 for ln(q/p) + 1.
        assertThatThrownBy(() -> hold(true, (p, q) -> q.xlogy(p.over(q)).plus(q), normalization)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void anErrorInTheSeventhDigitFails(Normalization normalization) {
        assertThatThrownBy(() -> hold(false, (p, _) -> p.times(-1 - 1e-7), normalization)).isInstanceOf(AssertionError.class);
    }

    /// The +1 of reverse KL cancels in the bracket of a distribution; without normalization it does not, and is missed.
    @Test
    void aMissingTermFailsWhereItCounts() {
        assertThatThrownBy(() -> hold(true, (p, q) -> q.xlogy(q.over(p)), Normalization.NONE)).isInstanceOf(AssertionError.class);
        assertThatCode(() -> hold(true, (p, q) -> q.xlogy(q.over(p)), Normalization.PAIR)).doesNotThrowAnyException();
    }

    @Test
    void anotherKernelThanTheOneAskedForFails() {
        ProbabilityCost cost = (ProbabilityCost) FormulaPart.cost("p*log(p/q)");
        assertThatThrownBy(() -> GradientLaws.isTheDerivative(with(cost, new Fickle(), Normalization.PAIR), PROBLEM))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aFailureNamesPartsFormulaPointsAndSeed() {
        assertThatThrownBy(() -> hold(false, (p, _) -> p.times(-2), Normalization.NONE))
                .hasMessageContaining("broken-cost")
                .hasMessageContaining("1/(1+f)")
                .hasMessageContaining("c = xlogy(p, p / q), w = 1 / (1 + f), f = d^2")
                .hasMessageContaining("worst pair of points (")
                .hasMessageContaining("seed 1");
    }

    // What makes no sense.

    private static EmbeddingObjective objective(Composition composition, Problem problem, Map<String, double[]> values, int dimensions) {
        return EmbeddingProblem.of(composition, problem.matrix(), values, dimensions).objective(List.of(new ExactEngine(new Workers(1), Backend.SCALAR)), Precision.DOUBLE);
    }

    @Test
    void aCostOfDistancesNeedsAllOfThem() {
        Composition stress = new Composition.OfDistances(
                (dev.starling.api.DistanceCost) FormulaPart.cost("(r-d)^2"), Arguments.defaults(List.of()));
        Problem sparse = Problem.of(9, 2, Problem.Layout.SCATTERED, true, true, 1);
        assertThatThrownBy(() -> objective(stress, sparse, Map.of(), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a cost of distances needs all of them: a dense matrix");
    }

    @Test
    void theJointNormalizationNeedsASymmetricP() {
        Problem asymmetric = Problem.of(9, 2, Problem.Layout.SCATTERED, false, false, 1);
        Composition joint = with((ProbabilityCost) FormulaPart.cost("p*log(p/q)"), FormulaPart.kernel("1/(1+f)"), Normalization.JOINT);
        assertThatThrownBy(() -> objective(joint, asymmetric, Map.of(), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the joint normalization needs a symmetric P");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Composition usual = with((ProbabilityCost) FormulaPart.cost("p*log(p/q)"), FormulaPart.kernel("1/(1+f)"), Normalization.PAIR);
        assertThatThrownBy(() -> objective(usual, PROBLEM, Map.of(), 0)).hasMessage("dimensions must be at least 1, but was 0");
        assertThatThrownBy(() -> objective(usual, PROBLEM, Map.of("precision", new double[3]), 2))
                .hasMessage("precision needs 9 values, but has 3");
        assertThatThrownBy(() -> objective(usual, PROBLEM, Map.of(), 2).value(new double[5]))
                .hasMessage("9 points in 2 dimensions have 18 coordinates, but there are 5");
        assertThatThrownBy(() -> objective(usual, PROBLEM, Map.of(), 2).exaggerate(Double.NaN))
                .hasMessage("exaggeration must be a number above 0, but was NaN");
    }

    @Test
    void aRecipeThatMakesNoSenseIsRefusedByName() {
        Catalog catalog = Catalog.installed();
        Recipe usual = Recipe.of("kullback-leibler", "student-t", Normalization.PAIR, Affinity.JOINT);
        assertThatThrownBy(() -> Plan.of("x", usual.withKernel(""), catalog))
                .hasMessage("the cost 'kullback-leibler' compares affinities and needs a kernel");
        assertThatThrownBy(() -> Plan.of("x", Recipe.of("metric-mds").learning("kernel.alpha", Recipe.Sharing.ALL_POINTS), catalog))
                .hasMessage("the cost 'metric-mds' has no kernel whose parameters could be learned");
        assertThatThrownBy(() -> Plan.of("x", usual.withDataPrecisions(), catalog))
                .hasMessage("the kernel 'student-t' has no precision that could be that of the data");
        assertThatThrownBy(() -> Plan.of("x", usual.with(Map.of("kernel.alpha", 1.0)), catalog))
                .hasMessage("'student-t' has no parameter 'alpha'; it has none");
        assertThatThrownBy(() -> Plan.of("x", usual.with(Map.of("alpha", 1.0)), catalog))
                .hasMessage("'alpha' names no parameter: write cost.NAME, kernel.NAME, transform.NAME or optimizer.NAME");
        assertThatThrownBy(() -> Plan.of("x", usual.learning("cost.lambda", Recipe.Sharing.ALL_POINTS), catalog))
                .hasMessage("'cost.lambda' cannot be learned: only parameters of the kernel and the transform can, such as kernel.alpha");
        assertThatThrownBy(() -> Plan.of("x", usual.withKernel("studnet-t"), catalog)).hasMessageStartingWith("there is no kernel 'studnet-t'");
        assertThat(Plan.of("x", usual, catalog).composition()).isInstanceOf(Composition.OfProbabilities.class);
    }
}
