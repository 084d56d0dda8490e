package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.core.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.formula.FormulaPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
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
        return new EmbeddingObjective(composition, Problem.dense(p, true), Map.of(), 1, WORKERS, Backend.SIMD);
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
        assertThat(gradient).matches(g -> java.util.Arrays.stream(g).allMatch(Double::isFinite), "is finite");
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
        assertThat(gradient).matches(g -> java.util.Arrays.stream(g).allMatch(Double::isFinite), "is finite");
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
        assertThat(gradient).matches(g -> java.util.Arrays.stream(g).allMatch(Double::isFinite), "is finite");
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
        assertThat(gradient).matches(g -> java.util.Arrays.stream(g).allMatch(Double::isFinite), "is finite");
    }
}
