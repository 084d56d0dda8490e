package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What happens where a formula has no value: the rows of the table of degenerate points.
class DegeneratePointsTest {
    private static final Workers WORKERS = new Workers(1);

    private static EmbeddingObjective objective(String cost, String kernel, Normalization normalization, double[][] p) {
        Cost c = FormulaPart.cost(cost);
        Composition composition = switch (c) {
            case DistanceCost d -> new Composition.OfDistances(d, Arguments.defaults(d.parameters()));
            case ProbabilityCost q -> {
                Kernel k = FormulaPart.kernel(kernel);
                yield new Composition.OfProbabilities(q, Arguments.defaults(q.parameters()), k, Arguments.defaults(k.parameters()),
                        FormulaPart.transform("d^2"), Arguments.defaults(List.of()), normalization);
            }
        };
        return EmbeddingProblem.of(composition, Problem.dense(p, true), 1).objective(List.of(new ExactEngine(WORKERS, Backend.SIMD)), Precision.DOUBLE);
    }

    private static final double[][] THREE = {{0, 0.25, 0.1}, {0.25, 0, 0.15}, {0.1, 0.15, 0}};

    /// Plain e^(-f) of a point 60 away is 0, and its row of q would be 0/0.
    @ParameterizedTest
    @EnumSource(value = Normalization.class, names = {"POINT", "PAIR"})
    void aPointSixtyAwayKeepsItsDistributionUnderTheGaussian(Normalization normalization) {
        EmbeddingObjective objective = objective("p*log(p/q)", "exp(-f)", normalization, THREE);
        double[] y = {0, 0.5, 60};
        double[] gradient = new double[3];
        double cost = objective.valueAndGradient(y, gradient);
        assertThat(cost).isFinite();
        assertThat(gradient).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
        double h = 1e-4;
        for (int i = 0; i < 3; i++) {
            double[] up = y.clone();
            double[] down = y.clone();
            up[i] += h;
            down[i] -= h;
            double difference = (objective.value(up) - objective.value(down)) / (2 * h);
            assertThat(gradient[i]).isCloseTo(difference, within(1e-5 * Math.abs(difference)));
        }
    }

    /// All pairs underflow, so that the grand sum itself is 0 without the shift: ln w = -3600, -3600, -14400.
    @Test
    void allPairsFarApartStillHaveAPairwiseDistribution() {
        EmbeddingObjective objective = objective("p*log(p/q)", "exp(-f)", Normalization.PAIR, THREE);
        double[] gradient = new double[3];
        // q of the two near pairs is ¼ each way, that of the far pair e^-10800.
        double expected = 2 * (0.25 * Math.log(0.25 / 0.25) + 0.15 * Math.log(0.15 / 0.25) + 0.1 * (Math.log(0.1 / 0.25) + 10_800));
        assertThat(objective.valueAndGradient(new double[] {0, 60, 120}, gradient)).isCloseTo(expected, within(1e-9));
        assertThat(gradient).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
    }

    @Test
    void zeroTimesLogarithmOfZeroIsZero() {
        double[][] p = {{0, 0.5, 0}, {0.5, 0, 0}, {0, 0, 0}};
        assertThat(objective("p*log(p/q)", "1/(1+f)", Normalization.PAIR, p).value(new double[] {0, 1, 3})).isFinite();
    }

    @Test
    void anInfiniteCostAtZeroRaisesPAndSaysHowOften() {
        double[][] p = {{0, 0.5, 0}, {0.5, 0, 0}, {0, 0, 0}};
        EmbeddingObjective objective = objective("q*log(q/p)", "1/(1+f)", Normalization.PAIR, p);
        assertThat(objective.value(new double[] {0, 1, 3})).isFinite();
        assertThat(objective.floored()).isEqualTo(4);
        assertThat(objective("p*log(p/q)", "1/(1+f)", Normalization.PAIR, p).floored()).isZero();
    }

    @Test
    void coincidentPointsPullWithNothingInMetricScaling() {
        EmbeddingObjective objective = objective("(r-d)^2", "", Normalization.NONE, THREE);
        double[] gradient = new double[3];
        double cost = objective.valueAndGradient(new double[] {1, 1, 2}, gradient);
        // The exact cost of the coincident pair, r², stays.
        assertThat(cost).isCloseTo(2 * (0.25 * 0.25 + 0.9 * 0.9 + 0.85 * 0.85), within(1e-15));
        // 4 Σ (d − r) (yᵢ − yⱼ)/d, of the third point only.
        assertThat(gradient).containsExactly(new double[] {-4 * 0.9, -4 * 0.85, 4 * (0.9 + 0.85)}, within(1e-14));
    }

    @Test
    void pairsAtInputDistanceZeroAreLeftOutOfSammonsStress() {
        double[][] r = {{0, 0, 1}, {0, 0, 1}, {1, 1, 0}};
        EmbeddingObjective objective = objective("(r-d)^2/r", "", Normalization.NONE, r);
        double[] gradient = new double[3];
        assertThat(objective.valueAndGradient(new double[] {0, 0.5, 2}, gradient)).isCloseTo(2 * (1 + 0.25), within(1e-15));
        assertThat(gradient).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
    }

    /// a·p − q, not a·(p − q), and P itself is left alone.
    @ParameterizedTest
    @EnumSource(Normalization.class)
    void exaggerationMultipliesTheAttractionOnly(Normalization normalization) {
        EmbeddingObjective objective = objective("p*log(p/q)", "1/(1+f)", normalization, THREE);
        double[] y = {0, 1, 3};
        double[] plain = new double[3];
        double[] exaggerated = new double[3];
        double[] repulsion = new double[3];
        objective.gradient(y, plain);
        objective.exaggerate(4);
        objective.gradient(y, exaggerated);
        objective.exaggerate(1e-300);
        objective.gradient(y, repulsion);
        for (int i = 0; i < 3; i++) {
            assertThat(exaggerated[i]).isCloseTo(4 * (plain[i] - repulsion[i]) + repulsion[i], within(1e-14));
        }
        objective.exaggerate(1);
        double[] again = new double[3];
        objective.gradient(y, again);
        assertThat(again).isEqualTo(plain);
    }

    @Test
    void theKernelOfUmapPullsWithNothingAtDistanceZero() {
        EmbeddingObjective objective = objective("p*log(p/q)", "1/(1+1.577*f^0.895)", Normalization.PAIR, THREE);
        double[] gradient = new double[3];
        objective.gradient(new double[] {1, 1, 2}, gradient);
        assertThat(gradient).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
    }

    // The rows of the diagonal, of coincident points and of distances.

    @Test
    void aPointHasNothingToDoWithItself() {
        EmbeddingObjective objective = objective("q*log(q/p)", "1/(1+f)", Normalization.PAIR, THREE);
        double[] y = {0, 1, 3};
        for (PairQuantity quantity : PairQuantity.values()) {
            double[][] matrix = objective.matrix(quantity, y);
            for (int i = 0; i < 3; i++) {
                assertThat(matrix[i][i]).as(quantity.toString()).isZero();
            }
        }
        double q = Arrays.stream(objective.matrix(PairQuantity.AFFINITY, y)).flatMapToDouble(Arrays::stream).sum();
        assertThat(q).isCloseTo(1, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void coincidentPointsAreNothingSpecialUnderASquaredDistance(Normalization normalization) {
        EmbeddingObjective objective = objective("p*log(p/q)", "1/(1+f)", normalization, THREE);
        double[] together = gradient(objective, 1, 1, 2);
        double[] nearly = gradient(objective, 1, 1 + 1e-9, 2);
        assertThat(together).containsExactly(nearly, within(1e-8));
    }

    /// Sammon's stiffness is ∝ 1/d as well.
    @Test
    void coincidentPointsPullWithNothingInSammonsStress() {
        EmbeddingObjective objective = objective("(r-d)^2/r", "", Normalization.NONE, THREE);
        double[] third = gradient(objective, 1, 1, 2);
        assertThat(third[0]).isCloseTo(-4 * 0.9 / 0.1, within(1e-12));
        assertThat(third[1]).isCloseTo(-4 * 0.85 / 0.15, within(1e-12));
        assertThat(Arrays.stream(third).sum()).isCloseTo(0, within(1e-12));
    }

    /// |x|² + |y|² − 2xy would lose all digits here.
    @Test
    void distancesFarFromTheOriginKeepTheirDigits() {
        EmbeddingObjective objective = objective("p*log(p/q)", "1/(1+f)", Normalization.PAIR, THREE);
        double[][] squared = objective.matrix(PairQuantity.SQUARED_DISTANCE, new double[] {1e8, 1e8 + 0x1p-10, 1e8 + 1});
        assertThat(squared[0][1]).isEqualTo(0x1p-20);
        assertThat(squared[0][2]).isEqualTo(1);
    }

    // The rows of p = 0 and q = 0.

    @Test
    void zeroAffinitiesCostNothingInJensenShannonAlsoAtSubnormals() {
        for (double p : new double[] {0.0, -0.0, Double.MIN_VALUE, 0x1p-1030}) {
            double[][] affinities = {{0, 0.5, p}, {0.5, 0, p}, {p, p, 0}};
            EmbeddingObjective objective = part("jensen-shannon", Map.of(), "student-t", Map.of(), Normalization.PAIR, affinities);
            assertThat(objective.value(new double[] {0, 1, 3})).isFinite();
            assertThat(objective.floored()).isZero();
            assertThat(gradient(objective, 0, 1, 3)).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
        }
    }

    /// p is raised only where the cost is really infinite at p = 0.
    @Test
    void onlyACostThatIsInfiniteAtZeroRaisesP() {
        double[][] p = {{0, 0.5, 0}, {0.5, 0, 0}, {0, 0, 0}};
        assertThat(part("nerv", Map.of("lambda", 0.5), "student-t", Map.of(), Normalization.PAIR, p).floored()).isEqualTo(4);
        assertThat(part("nerv", Map.of("lambda", 1.0), "student-t", Map.of(), Normalization.PAIR, p).floored()).isZero();
        assertThat(part("jensen-shannon", Map.of("kappa", 1.0), "student-t", Map.of(), Normalization.PAIR, p).floored()).isEqualTo(4);
        assertThat(part("jensen-shannon", Map.of("kappa", 0.0), "student-t", Map.of(), Normalization.PAIR, p).floored()).isZero();
        assertThat(part("chi-squared", Map.of(), "student-t", Map.of(), Normalization.PAIR, p).floored()).isZero();
    }

    /// Where many q are below 2⁻⁵², an ε inside the logarithm would cap the cost and leave the gradient as it was.
    @ParameterizedTest
    @EnumSource(value = Normalization.class, names = {"POINT", "PAIR"})
    void costAndGradientAgreeOnAMapThatIsSpreadOut(Normalization normalization) {
        for (String cost : List.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon")) {
            EmbeddingObjective objective = part(cost, Map.of(), "gaussian", Map.of("precision", 2.5), normalization, THREE);
            double[] y = {0, 7, 17};
            double[] gradient = gradient(objective, y);
            for (int i = 0; i < 3; i++) {
                double h = 1e-5;
                double[] up = y.clone();
                double[] down = y.clone();
                up[i] += h;
                down[i] -= h;
                double difference = (objective.value(up) - objective.value(down)) / (2 * h);
                assertThat(gradient[i]).as("%s, point %d", cost, i).isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
            }
        }
    }

    /// p²/q where q is about 10⁻¹⁷⁴.
    @Test
    void chiSquaredIsFiniteWhereQIsTiny() {
        EmbeddingObjective objective = part("chi-squared", Map.of(), "gaussian", Map.of(), Normalization.PAIR, THREE);
        assertThat(objective.value(new double[] {0, 0.5, 20})).isFinite().isGreaterThan(1e150);
        assertThat(gradient(objective, 0, 0.5, 20)).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
    }

    /// (1 + s/2)² is beyond the range of numbers here, and the weight, its inverse, is subnormal.
    @ParameterizedTest
    @ValueSource(strings = {"reverse-kullback-leibler", "nerv"})
    void aWeightNearZeroOutweighsItsLogarithm(String cost) {
        EmbeddingObjective objective = part(cost, Map.of(), "heavy-tailed", Map.of(), Normalization.PAIR, THREE);
        for (double far : new double[] {1e77, 1e78, 1e100, 1e160}) {
            assertThat(objective.value(new double[] {0, 1, far})).as("cost with a point at %s", far).isFinite();
            assertThat(gradient(objective, 0, 1, far)).as("%s", far).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"student-t", "gaussian", "heavy-tailed"})
    void coordinatesThatAreNoNumbersAreNotRepaired(String kernel) {
        for (String cost : List.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon")) {
            EmbeddingObjective objective = part(cost, Map.of(), kernel, Map.of(), Normalization.PAIR, THREE);
            assertThat(objective.value(new double[] {0, Double.NaN, 3})).as(cost).isNaN();
            assertThatThrownBy(() -> gradient(objective, 0, Double.NaN, 3)).as(cost).isInstanceOf(NumericalException.class);
        }
    }

    // The rows of limits: κ → 0 and 1, α → 0, ν → ∞.

    @ParameterizedTest
    @ValueSource(doubles = {1e-16, 1e-12, 1.5e-8})
    void jensenShannonMeetsItsLimits(double near) {
        double[] forward = gradient(part("kullback-leibler", Map.of(), "student-t", Map.of(), Normalization.PAIR, THREE), 0, 1, 3);
        double[] backward = gradient(part("reverse-kullback-leibler", Map.of(), "student-t", Map.of(), Normalization.PAIR, THREE), 0, 1, 3);
        assertThat(jensenShannon(0)).containsExactly(forward, within(1e-15));
        assertThat(jensenShannon(1)).containsExactly(backward, within(1e-15));
        // The distance to the limit is of order κ; no digit is lost on the way.
        assertThat(jensenShannon(near)).containsExactly(forward, within(1e-15 + near));
        assertThat(jensenShannon(1 - near)).containsExactly(backward, within(1e-14 + near));
    }

    private static double[] jensenShannon(double kappa) {
        return gradient(part("jensen-shannon", Map.of("kappa", kappa), "student-t", Map.of(), Normalization.PAIR, THREE), 0, 1, 3);
    }

    @Test
    void theHeavyTailedKernelMeetsItsLimits() {
        double[] gaussian = gradient(part("kullback-leibler", Map.of(), "gaussian", Map.of(), Normalization.PAIR, THREE), 0, 1, 3);
        double[] student = gradient(part("kullback-leibler", Map.of(), "student-t", Map.of(), Normalization.PAIR, THREE), 0, 1, 3);
        assertThat(heavyTailed(0)).containsExactly(gaussian, within(1e-15));
        assertThat(heavyTailed(1)).containsExactly(student, within(1e-14));
        assertThat(heavyTailed(1e-12)).containsExactly(gaussian, within(1e-9));
        assertThat(heavyTailed(1.5e-8)).containsExactly(gaussian, within(1e-5));
    }

    private static double[] heavyTailed(double alpha) {
        return gradient(part("kullback-leibler", Map.of(), "heavy-tailed", Map.of("alpha", alpha), Normalization.PAIR, THREE), 0, 1, 3);
    }

    /// Not e^(-f): degrees of freedom tend to a Gaussian of precision ½.
    @Test
    void manyDegreesOfFreedomAreAGaussianOfPrecisionOneHalf() {
        double[] half = gradient(part("kullback-leibler", Map.of(), "gaussian", Map.of("precision", 0.5), Normalization.PAIR, THREE), 0, 1, 3);
        double[] many = gradient(part("kullback-leibler", Map.of(), "inhomogeneous-t", Map.of("nu", 1e12), Normalization.PAIR, THREE), 0, 1, 3);
        assertThat(many).containsExactly(half, within(1e-9));
    }

    // The row of the repulsion at d = 0.

    @Test
    void theRepulsionOfLargeVisAtDistanceZeroIsInfiniteAndSoftenedOnRequest() {
        EmbeddingObjective exact = part("largevis", Map.of(), "student-t", Map.of(), Normalization.NONE, THREE);
        assertThat(exact.value(new double[] {1, 1, 2})).isInfinite();
        EmbeddingObjective soft = part("largevis", Map.of("softening", 0.1), "student-t", Map.of(), Normalization.NONE, THREE);
        assertThat(soft.value(new double[] {1, 1, 2})).isFinite();
        assertThat(gradient(soft, 1, 1, 2)).matches(g -> Arrays.stream(g).allMatch(Double::isFinite), "is finite");
    }

    /// A number that goes bad is reported with its pair and its part of the formula.
    @Test
    void aGradientThatIsNotFiniteNamesThePairAndThePart() {
        EmbeddingObjective pole = objective("p/(q-1/2)", "1/(1+f)", Normalization.NONE, THREE);
        assertThatThrownBy(() -> gradient(pole, 0, 1, 3))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("the gradient of point 0 is ")
                .hasMessageContaining(": in pair (0, 1) ")
                .hasMessageEndingWith(", at squared distance s = 1.0 and p = 0.25");
    }

    /// Where a sum over all pairs is no number, neither is any pull: it is the pair of the sum that is to blame, and the sum has no name outside.
    @Test
    void aSumThatIsNotFiniteNamesThePairThatMadeItSo() {
        EmbeddingObjective pole = objective("p/(p - 0.15)*q^2", "1/(1+f)", Normalization.PAIR, new double[][] {{0, 0.25, 0.1}, {0.25, 0, 0.15}, {0.1, 0.15, 0}});
        assertThatThrownBy(() -> gradient(pole, 0, 1, 3))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining(": in pair (1, 2) p / (p - 0.15) is Infinity, at squared distance s = 4.0 and p = 0.15")
                .message().doesNotContainIgnoringCase("sumOfH").doesNotContainIgnoringCase("partition");
    }

    private static double[] gradient(EmbeddingObjective objective, double... y) {
        double[] gradient = new double[y.length];
        objective.gradient(y, gradient);
        return gradient;
    }

    /// An objective of installed parts.
    private static EmbeddingObjective part(
            String cost, Map<String, Double> costs, String kernel, Map<String, Double> kernels, Normalization normalization, double[][] p) {
        Catalog catalog = Catalog.installed();
        ProbabilityCost c = (ProbabilityCost) catalog.find(Cost.class, cost);
        Kernel k = catalog.find(Kernel.class, kernel);
        Composition composition = new Composition.OfProbabilities(
                c, Arguments.of(c, costs), k, Arguments.of(k, kernels), FormulaPart.transform("d^2"), Arguments.defaults(List.of()), normalization);
        return EmbeddingProblem.of(composition, Problem.dense(p, true), 1).objective(List.of(new ExactEngine(WORKERS, Backend.SIMD)), Precision.DOUBLE);
    }
}
