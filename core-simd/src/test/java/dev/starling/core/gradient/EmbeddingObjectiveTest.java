package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What an objective does beside its formulas: what it refuses, counts, asks of engines and shows.
class EmbeddingObjectiveTest {
    private static final Workers ONE = new Workers(1);
    private static final ExactEngine EXACT = new ExactEngine(ONE, Backend.SCALAR);
    private static final Problem PROBLEM = Problem.of(9, 2, Problem.Layout.SCATTERED, true, false, 3);
    private static final Composition TSNE = parts("p*log(p/q)", FormulaPart.kernel("1/(1+f)"), Normalization.PAIR);

    @AfterAll
    static void close() {
        ONE.close();
    }

    private static Arguments defaults(Extension part) {
        return Arguments.defaults(part.parameters());
    }

    private static Composition.OfProbabilities parts(String cost, Kernel kernel, Normalization normalization) {
        ProbabilityCost ofCost = (ProbabilityCost) FormulaPart.cost(cost);
        Transform squared = FormulaPart.transform("d^2");
        return new Composition.OfProbabilities(
                ofCost, defaults(ofCost), kernel, defaults(kernel), squared, defaults(squared), normalization);
    }

    private static Composition sammon() {
        DistanceCost cost = Catalog.installed().find(DistanceCost.class, "sammon");
        return new Composition.OfDistances(cost, defaults(cost));
    }

    private static EmbeddingObjective objective(Composition parts, PairMatrix matrix) {
        return EmbeddingProblem.of(parts, matrix, 2).objective(List.of(EXACT), Precision.DOUBLE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void exaggerationIsANumberAbove0(double factor) {
        EmbeddingObjective objective = objective(TSNE, PROBLEM.matrix());
        assertThatIllegalArgumentException().isThrownBy(() -> objective.exaggerate(factor))
                .withMessage("exaggeration must be a number above 0, but was " + factor);
        objective.exaggerate(Double.MIN_VALUE);
    }

    /// An affinity that is the floor itself is not raised.
    @Test
    void flooredAreThoseBelowTheFloor() {
        double[][] p = {{0, Chain.FLOOR, Chain.FLOOR / 2}, {Chain.FLOOR, 0, 0.25}, {Chain.FLOOR / 2, 0.25, 0}};
        Composition reverse = parts("q*log(q/p)", FormulaPart.kernel("1/(1+f)"), Normalization.PAIR);
        assertThat(objective(reverse, Problem.dense(p, true)).floored()).isEqualTo(2);
        assertThat(objective(reverse, Problem.sparse(p, true)).floored()).isEqualTo(2);
        assertThat(objective(TSNE, Problem.dense(p, true)).floored()).isZero();
    }

    /// Notes what it is aimed at.
    private record Aimed(List<Double> errors) implements PairEngine {
        @Override
        public Optional<Pass> pass(PassFormula question, Precision precision) {
            return EXACT.pass(question, precision);
        }

        @Override
        public double tolerance() {
            return 0;
        }

        @Override
        public void aim(double tolerance) {
            errors.add(tolerance);
        }
    }

    @Test
    void gradientsAreAsFineAsAskedForAndCostsAtLeast() {
        List<Double> errors = new ArrayList<>();
        EmbeddingObjective objective =
                EmbeddingProblem.of(TSNE, PROBLEM.matrix(), 2).objective(List.of(new Aimed(errors)), Precision.DOUBLE);
        double[] gradient = new double[18];
        objective.tolerate(1e-3);
        objective.gradient(PROBLEM.y(), gradient);
        objective.value(PROBLEM.y());
        objective.valueAndGradient(PROBLEM.y(), gradient);
        objective.tolerate(1e-7);
        objective.value(PROBLEM.y());
        assertThat(errors).containsExactly(1e-3, 5e-6, 5e-6, 1e-7);
    }

    /// Affinities are one distribution, terms of the cost add up to it, and springs of the stiffnesses pull as the gradient says.
    @Test
    void matricesOfPairsAreWhatCostAndGradientAreMadeOf() {
        for (Composition parts : List.of(TSNE, sammon())) {
            EmbeddingObjective objective = objective(parts, PROBLEM.matrix());
            double[] y = PROBLEM.y();
            if (parts == TSNE) {
                assertThat(sum(objective.matrix(PairQuantity.AFFINITY, y))).isCloseTo(1, within(1e-14));
            }
            double squared = objective.matrix(PairQuantity.SQUARED_DISTANCE, y)[2][5];
            assertThat(squared).isCloseTo((y[2] - y[5]) * (y[2] - y[5]) + (y[11] - y[14]) * (y[11] - y[14]), within(1e-14));
            assertThat(objective.matrix(PairQuantity.WEIGHT, y)[2][5]).isEqualTo(parts == TSNE ? 1 / (1 + squared) : 1);
            double cost = objective.value(y);
            assertThat(sum(objective.matrix(PairQuantity.COST, y))).isCloseTo(cost, within(1e-14 * Math.max(1, cost)));
            double[][] stiffness = objective.matrix(PairQuantity.STIFFNESS, y);
            double[] gradient = new double[18];
            Arrays.fill(gradient, 7); // what was there does not count
            objective.gradient(y, gradient);
            for (int c = 0; c < 18; c++) {
                int i = c % 9;
                double pull = 0;
                double size = 0;
                for (int j = 0; j < 9; j++) {
                    pull += (parts == TSNE ? 2 : 1) * (stiffness[i][j] + stiffness[j][i]) * (y[c] - y[c - i + j]);
                    size += Math.abs(stiffness[i][j] * (y[c] - y[c - i + j]));
                }
                assertThat(gradient[c]).isCloseTo(pull, within(1e-13 * size));
            }
        }
    }

    private static double sum(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).reduce(0, Double::sum);
    }

    @Test
    void aTileIsAPartOfItsMatrix() {
        EmbeddingObjective objective = objective(TSNE, PROBLEM.matrix());
        double[][] whole = objective.matrix(PairQuantity.AFFINITY, PROBLEM.y());
        double[][] tile = objective.tile(PairQuantity.AFFINITY, PROBLEM.y(), 2, 7, 4, 9);
        assertThat(tile).hasDimensions(5, 5);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(tile[i][j]).isEqualTo(whole[i + 2][j + 4]);
            }
        }
        assertThat(tile[2][0]).as("on the diagonal").isZero();
    }

    /// Where kernels are the same from either side, both directions are one.
    @Test
    void theMeanOverBothDirectionsIsTakenWhereTheyDiffer() {
        Kernel gaussian = FormulaPart.kernel("exp(-f)");
        Chain pair = Chain.withoutShift(parts("p*log(p/q)", gaussian, Normalization.PAIR), Set.of());
        assertThat(Chain.withoutShift(parts("p*log(p/q)", gaussian, Normalization.JOINT), Set.of()).affinity).isEqualTo(pair.affinity);
        Composition.OfProbabilities precise = withPrecisions(Normalization.JOINT, 1);
        assertThat(Chain.withoutShift(precise, Set.of(precise.precision(0))).affinity).isNotEqualTo(pair.affinity);
    }

    private static Composition.OfProbabilities withPrecisions(Normalization normalization, int scales) {
        Kernel gaussian = Catalog.installed().find(Kernel.class, "gaussian");
        Composition.OfProbabilities parts = parts("p*log(p/q)", gaussian, normalization).onScales(scales);
        return parts.withKernelArguments(parts.kernelArguments().with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION)));
    }

    /// All weights but those of nearest neighbors underflow, on either scale: rows are distributions all the same, and cost and gradient numbers.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void weightsThatUnderflowAreShiftedByThePrecisionsOfTheirPoints(int scales) {
        Composition.OfProbabilities parts = withPrecisions(Normalization.POINT, scales);
        double[][] p = {{0, 0.2, 0.1}, {0.1, 0, 0.2}, {0.2, 0.2, 0}};
        Map<String, double[]> precisions = new HashMap<>();
        for (int scale = 0; scale < scales; scale++) {
            precisions.put(parts.precision(scale), new double[] {1, 2 + scale, 3});
        }
        EmbeddingObjective objective =
                EmbeddingProblem.of(parts, Problem.dense(p, false), precisions, 1).objective(List.of(EXACT), Precision.DOUBLE);
        double[] y = {0, 60, 200};
        for (double[] row : objective.matrix(PairQuantity.AFFINITY, y)) {
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-14));
        }
        double[] gradient = new double[3];
        assertThat(objective.valueAndGradient(y, gradient)).isBetween(1e3, 1e5);
        for (int c = 0; c < 3; c++) {
            double[] ahead = y.clone();
            double[] behind = y.clone();
            ahead[c] += 1e-3;
            behind[c] -= 1e-3;
            double difference = (objective.value(ahead) - objective.value(behind)) / 2e-3;
            assertThat(gradient[c]).isCloseTo(difference, within(1e-7 * Math.abs(difference)));
        }
    }

    /// Points 1 and 2 are so far apart that the pull between them overflows; point 0 is nobody's neighbor.
    @Test
    void aGradientThatIsNoNumberIsToldWithThePointAndThePair() {
        double[][] p = {{0, 0, 0}, {0, 0, 0.5}, {0, 0.5, 0}};
        EmbeddingObjective objective = objective(parts("p*q", FormulaPart.kernel("f^3"), Normalization.NONE), Problem.sparse(p, true));
        assertThatThrownBy(() -> objective.gradient(new double[] {1, 0, 1e100, 1, 0, 0}, new double[6]))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("the gradient of point 1 is ").hasMessageContaining("in pair (1, 2)");
    }

    @Test
    void aDerivativeThatIsNoNumberIsToldWithThePoint() {
        Kernel gaussian = FormulaPart.kernel("exp(-a*f)");
        Composition parts = parts("(p-q)^2/2", gaussian, Normalization.NONE)
                .withKernelArguments(defaults(gaussian).with("a", Expr.leaf("kernel.a")));
        EmbeddingObjective objective = objective(parts, PROBLEM.matrix());
        objective.set("kernel.a", 1);
        assertThat(objective.derivativeBy("kernel.a", PROBLEM.y())).hasSize(9);
        double[] far = PROBLEM.y().clone();
        far[0] = 1e200;
        assertThatThrownBy(() -> objective.derivativeBy("kernel.a", far)).isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("the derivative by kernel.a is NaN at point 0: in pair (0, 1) ");
    }
}
