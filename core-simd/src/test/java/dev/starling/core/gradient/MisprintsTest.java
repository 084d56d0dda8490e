package dev.starling.core.gradient;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The derivation that this project began with has misprints, E1 to E11, and gaps, I1 to I13; `docs/mathematics.md` lists them.
/// Here each printed formula is seen to be wrong by numbers, the corrected one right, and the product to follow the corrected one.
///
/// The expectation is plain arithmetic over whole matrices of seven points, on purpose: none of the core's code is believed here, and
/// where its result appears, it stands on the side of what is tested. Each test asks it, so that each can fail by a change of the product.
class MisprintsTest {
    private static final int N = 7;
    private static final double[] Y = new Random(7).doubles(2 * N, -1.2, 1.2).toArray();
    private static final double[][] P = joint();
    private static final double[][] ROWS = rowsOfOne();
    private static final double[][] R = distances(new Random(8).doubles(2 * N, -2, 2).toArray());

    private static final Catalog CATALOG = Catalog.installed();

    private static final DoubleUnaryOperator GAUSSIAN = f -> Math.exp(-f);
    private static final DoubleUnaryOperator STUDENT = f -> 1 / (1 + f);

    /// Differences of a cost of order 1 with steps of 1e-5 are good for about ten digits.
    private static final double RIGHT = 1e-7;

    /// Less than this could be rounding; a misprint is coarser.
    private static final double WRONG = 1e-2;

    /// c(p, q), or its derivative by q.
    private interface OfPair {
        double of(double p, double q);
    }

    /// A coefficient of yᵢ − yⱼ.
    private interface Coefficient {
        double of(int i, int j);
    }

    private static final OfPair KL = (p, q) -> p * Math.log(p / q);
    private static final OfPair KL_BY_Q = (p, q) -> -p / q;
    private static final OfPair REVERSE = (p, q) -> q * Math.log(q / p);
    private static final OfPair REVERSE_BY_Q = (p, q) -> Math.log(q / p) + 1;

    private static OfPair jensenShannon(double kappa) {
        return (p, q) -> {
            double z = kappa * p + (1 - kappa) * q;
            return p * Math.log(p / z) / (1 - kappa) + q * Math.log(q / z) / kappa;
        };
    }

    // E1 to E11: printed wrongly.

    @Test
    void e1_everyOtherProbabilityDependsOnAWeightAlsoThoseThatShareAnIndex() {
        double[][] w = weights(Y, STUDENT);
        double[][] printed = new double[N][N];
        double[][] corrected = new double[N][N];
        double s = sum(w);
        each((i, j) -> each((k, l) -> {
            double q = w[k][l] / s;
            double term = KL_BY_Q.of(P[k][l], q) * ((k == i && l == j ? 1 / s : 0) - q / s);
            corrected[i][j] += term;
            if (k == i && l == j || k != i && l != j) {
                printed[i][j] += term;
            }
        }));
        double[][] byDifferences = byWeights(w, KL);
        assertThat(apart(corrected, byDifferences)).isLessThan(RIGHT);
        assertThat(apart(printed, byDifferences)).isGreaterThan(WRONG);
        assertThat(apart(stiffness("p*log(p/q)", P), matrix((i, j) -> corrected[i][j] * slope(STUDENT, i, j)))).isLessThan(RIGHT);
    }

    @Test
    void e2_noDerivativeIsLeftBehindTheBracket() {
        double[][] w = weights(Y, STUDENT);
        double s = sum(w);
        double total = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                total += i == j ? 0 : KL_BY_Q.of(P[i][j], w[i][j] / s) * w[i][j] / s;
            }
        }
        double h = total;
        double[][] corrected = matrix((i, j) -> (KL_BY_Q.of(P[i][j], w[i][j] / s) - h) / s);
        double[][] byDifferences = byWeights(w, KL);
        assertThat(apart(corrected, byDifferences)).isLessThan(RIGHT);
        assertThat(apart(matrix((i, j) -> corrected[i][j] * -w[i][j] / (s * s)), byDifferences)).isGreaterThan(WRONG);
        assertThat(apart(matrix((i, j) -> corrected[i][j] * (1 - w[i][j] / s) / s), byDifferences)).isGreaterThan(WRONG);
        assertThat(apart(stiffness("p*log(p/q)", P), matrix((i, j) -> byDifferences[i][j] * slope(STUDENT, i, j)))).isLessThan(RIGHT);
    }

    /// With the printed sign the whole gradient is turned round, and a descent would climb.
    @Test
    void e3_reverseKullbackLeiblerHasTheLogarithmOfQOverP() {
        double[] byDifferences = differences(y -> cost(y, P, STUDENT, REVERSE), Y);
        assertThat(apart(pairwise(P, STUDENT, REVERSE_BY_Q), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(composed("q*log(q/p)", "1/(1+f)", Normalization.PAIR, P), byDifferences)).isLessThan(RIGHT);
        double[] printed = pairwise(P, STUDENT, (p, q) -> Math.log(p / q) + 1);
        assertThat(apart(printed, byDifferences)).isCloseTo(2, within(RIGHT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void e4_theSecondPartOfJensenShannonAddsItsLogarithm(double kappa) {
        double p = 0.3;
        double q = 0.12;
        double z = kappa * p + (1 - kappa) * q;
        double byDifferences = difference(x -> x * Math.log(x / (kappa * p + (1 - kappa) * x)), q);
        assertThat(kappa * p / z + Math.log(q / z)).isCloseTo(byDifferences, within(RIGHT));
        assertThat(kappa * p / z - Math.log(q / z)).isNotCloseTo(byDifferences, within(WRONG));
        Expr second = Formula.parse("q*log(q/(" + kappa + "*p+(1-" + kappa + ")*q))");
        assertThat(Evaluation.of(second.derivative(Expr.leaf("q")), leaf -> leaf.equals("p") ? p : q)).isCloseTo(byDifferences, within(RIGHT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void e5_jensenShannonHasAPlus(double kappa) {
        double[] byDifferences = differences(y -> cost(y, P, STUDENT, jensenShannon(kappa)), Y);
        OfPair corrected = (p, q) -> Math.log(q / (kappa * p + (1 - kappa) * q)) / kappa;
        assertThat(apart(pairwise(P, STUDENT, corrected), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(pairwise(P, STUDENT, (p, q) -> -corrected.of(p, q)), byDifferences)).isCloseTo(2, within(RIGHT));
        ProbabilityCost installed = CATALOG.find(ProbabilityCost.class, "jensen-shannon");
        Arguments given = Arguments.of(installed, Map.of("kappa", kappa));
        assertThat(apart(composed(installed, given, Normalization.PAIR, P), byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void e6_theSumInTheMiddleOfTheThreeFormsIsOfPlusP() {
        for (DoubleUnaryOperator kernel : List.of(GAUSSIAN, STUDENT)) {
            double[] byDifferences = differences(y -> cost(y, P, kernel, KL), Y);
            assertThat(apart(middleForm(kernel, 1), byDifferences)).isLessThan(RIGHT);
            assertThat(apart(middleForm(kernel, -1), byDifferences)).isGreaterThan(WRONG);
            assertThat(apart(composed("p*log(p/q)", formulaOf(kernel), Normalization.PAIR, P), byDifferences)).isLessThan(RIGHT);
        }
    }

    private static double[] middleForm(DoubleUnaryOperator kernel, double sign) {
        double[][] w = weights(Y, kernel);
        double s = sum(w);
        return springs((i, j) -> (-P[i][j] / (w[i][j] / s) + sign * sum(P)) / s * slope(kernel, i, j));
    }

    @Test
    void e7_bothKernelsFall() {
        for (double f : new double[] {0, 0.3, 2}) {
            assertThat(-GAUSSIAN.applyAsDouble(f)).isCloseTo(difference(GAUSSIAN, f), within(RIGHT));
            assertThat(-Math.pow(STUDENT.applyAsDouble(f), 2)).isCloseTo(difference(STUDENT, f), within(RIGHT));
            assertThat(Math.pow(STUDENT.applyAsDouble(f), 2)).isNotCloseTo(difference(STUDENT, f), within(WRONG));
            assertThat(slopeOfInstalled("gaussian", f)).isCloseTo(difference(GAUSSIAN, f), within(RIGHT));
            assertThat(slopeOfInstalled("student-t", f)).isCloseTo(difference(STUDENT, f), within(RIGHT));
        }
    }

    @Test
    void e8_theGradientOfMetricScalingIsAVector() {
        double[] byDifferences = differences(y -> stress(y, (r, d) -> (r - d) * (r - d)), Y);
        double[][] d = distances(Y);
        assertThat(apart(springs((i, j) -> -(R[i][j] - d[i][j]) / d[i][j]), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(scalars((i, j) -> -4 * (R[i][j] - d[i][j]) / d[i][j]), byDifferences)).isGreaterThan(WRONG);
        assertThat(apart(composed("(r-d)^2", R), byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void e9_theGradientOfSammonsStressIsAVector() {
        double[] byDifferences = differences(y -> stress(y, (r, d) -> (r - d) * (r - d) / r), Y);
        double[][] d = distances(Y);
        assertThat(apart(springs((i, j) -> -(R[i][j] - d[i][j]) / (R[i][j] * d[i][j])), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(scalars((i, j) -> -4 * (R[i][j] - d[i][j]) / (R[i][j] * d[i][j])), byDifferences)).isGreaterThan(WRONG);
        assertThat(apart(composed("(r-d)^2/r", R), byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void e10_sammonsConstantIsTheReciprocalOfTheSumNotTheSumOfReciprocals() {
        double[] byDifferences = differences(y -> stress(y, (r, d) -> (r - d) * (r - d) / r) / sum(R), Y);
        double[][] d = distances(Y);
        double[] plain = springs((i, j) -> -(R[i][j] - d[i][j]) / (R[i][j] * d[i][j]));
        double reciprocals = sum(matrix((i, j) -> 1 / R[i][j]));
        assertThat(apart(times(1 / sum(R), plain), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(times(reciprocals, plain), byDifferences)).isGreaterThan(WRONG);
        double[] installed = new double[2 * N];
        objective(CATALOG.find(DistanceCost.class, "sammon"), Arguments.defaults(List.of()), "", Normalization.NONE, R).gradient(Y, installed);
        assertThat(apart(installed, byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void e11_theGradientOfSstressIsRightBehindItsDoubledEqualsSign() {
        double[] byDifferences = differences(y -> stress(y, (r, d) -> Math.pow(r * r - d * d, 2)), Y);
        double[][] d = distances(Y);
        assertThat(apart(springs((i, j) -> -2 * (R[i][j] * R[i][j] - d[i][j] * d[i][j])), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(composed("(r^2-d^2)^2", R), byDifferences)).isLessThan(RIGHT);
    }

    // I1 to I13: right, but not all that one must know.

    @Test
    void i1_aPointHasNoWeightOfItsOwn() {
        for (DoubleUnaryOperator kernel : List.of(GAUSSIAN, STUDENT)) {
            double[] without = differences(y -> cost(y, P, kernel, KL), Y);
            // Self-weights of 1 stay in the sum, as w(0) would have it.
            double[] with = differences(y -> {
                double[][] w = weights(y, kernel);
                double s = sum(w) + N;
                return total((i, j) -> KL.of(P[i][j], w[i][j] / s));
            }, Y);
            assertThat(apart(with, without)).isGreaterThan(WRONG);
            assertThat(apart(composed("p*log(p/q)", formulaOf(kernel), Normalization.PAIR, P), without)).isLessThan(RIGHT);
        }
    }

    @Test
    void i2_averagedRowsAreDividedByTheNumberOfPointsToo() {
        double[][] averaged = matrix((i, j) -> (ROWS[i][j] + ROWS[j][i]) / 2);
        assertThat(sum(averaged)).isCloseTo(N, within(1e-12));
        assertThat(sum(matrix((i, j) -> averaged[i][j] / N))).isCloseTo(1, within(1e-12));
        double[][] points = matrix((i, j) -> R[i][j]);
        try (Workers workers = new Workers(1)) {
            Affinities made = Affinities.dense(Points.of(points), List.of(new Perplexity(3)), Affinity.JOINT, workers);
            assertThat(sum(matrix((i, j) -> made.matrix().get(i, j)))).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void i3_eachRowHasItsOwnSums() {
        for (DoubleUnaryOperator kernel : List.of(GAUSSIAN, STUDENT)) {
            double[] byDifferences = differences(y -> rowCost(y, ROWS, kernel, REVERSE), Y);
            assertThat(apart(pointwise(ROWS, kernel, REVERSE_BY_Q), byDifferences)).isLessThan(RIGHT);
            double[][] q = rowAffinities(weights(Y, kernel));
            double s = sum(weights(Y, kernel));
            double h = total((i, j) -> REVERSE_BY_Q.of(ROWS[i][j], q[i][j]) * q[i][j]);
            double[] pairwise = springs((i, j) -> (REVERSE_BY_Q.of(ROWS[i][j], q[i][j]) - h) / s * slope(kernel, i, j));
            assertThat(apart(pairwise, byDifferences)).isGreaterThan(WRONG);
            assertThat(apart(composed("q*log(q/p)", formulaOf(kernel), Normalization.POINT, ROWS), byDifferences)).isLessThan(RIGHT);
        }
    }

    @Test
    void i4_withoutNormalizationThereIsNoBracket() {
        double[] byDifferences = differences(y -> {
            double[][] w = weights(y, STUDENT);
            return total((i, j) -> KL.of(P[i][j], w[i][j]) - P[i][j] + w[i][j]);
        }, Y);
        double[][] w = weights(Y, STUDENT);
        assertThat(apart(springs((i, j) -> (1 - P[i][j] / w[i][j]) * slope(STUDENT, i, j)), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(composed("p*log(p/q)-p+q", "1/(1+f)", Normalization.NONE, P), byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void i5_theCustomaryExaggerationIsTheGradientOfAnotherCost() {
        double a = 4;
        double[][] w = weights(Y, STUDENT);
        double s = sum(w);
        double[] customary = springs((i, j) -> (a * P[i][j] - w[i][j] / s) * w[i][j]);
        double[] scaled = differences(y -> cost(y, matrix((i, j) -> a * P[i][j]), STUDENT, KL), Y);
        assertThat(apart(customary, scaled)).isGreaterThan(WRONG);
        assertThat(apart(springs((i, j) -> a * (P[i][j] - w[i][j] / s) * w[i][j]), scaled)).isLessThan(RIGHT);
        double[] other = differences(y -> {
            double[][] v = weights(y, STUDENT);
            return -a * total((i, j) -> P[i][j] * Math.log(v[i][j])) + Math.log(sum(v));
        }, Y);
        assertThat(apart(customary, other)).isLessThan(RIGHT);
        EmbeddingObjective objective = objective("p*log(p/q)", "1/(1+f)", Normalization.PAIR, P);
        objective.exaggerate(a);
        double[] exaggerated = new double[2 * N];
        objective.gradient(Y, exaggerated);
        assertThat(apart(exaggerated, customary)).isLessThan(RIGHT);
    }

    @Test
    void i6_theGradientOfAsymmetricSneFallsOutOfTheRowsOwnSums() {
        double[] byDifferences = differences(y -> rowCost(y, ROWS, GAUSSIAN, KL), Y);
        double[][] q = rowAffinities(weights(Y, GAUSSIAN));
        assertThat(apart(springs((i, j) -> ROWS[i][j] - q[i][j]), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(composed("p*log(p/q)", "exp(-f)", Normalization.POINT, ROWS), byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void i7_withPrecisionsAndAnAveragedQTheSimplifiedFormIsWrong() {
        double[] beta = new Random(3).doubles(N, 0.3, 2.5).toArray();
        double[] byDifferences = differences(y -> {
            double[][] w = weights(y, beta);
            return total((i, j) -> KL.of(P[i][j], (w[i][j] + w[j][i]) / (2 * sum(w))));
        }, Y);
        double[][] w = weights(Y, beta);
        double s = sum(w);
        double[][] q = matrix((i, j) -> (w[i][j] + w[j][i]) / (2 * s));
        assertThat(apart(springs((i, j) -> beta[i] * (P[i][j] - q[i][j])), byDifferences)).isGreaterThan(WRONG);
        double h = total((i, j) -> KL_BY_Q.of(P[i][j], q[i][j]) * q[i][j]);
        Coefficient general = (i, j) -> {
            double symmetrized = (KL_BY_Q.of(P[i][j], q[i][j]) + KL_BY_Q.of(P[j][i], q[j][i])) / 2;
            return (symmetrized - h) / s * -beta[i] * w[i][j];
        };
        assertThat(apart(springs(general), byDifferences)).isLessThan(RIGHT);
        double[] composed = new double[2 * N];
        withPrecisions(beta, Normalization.JOINT).gradient(Y, composed);
        assertThat(apart(composed, byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void i8_aPrecisionBelongsToItsRow() {
        double[] beta = new Random(3).doubles(N, 0.3, 2.5).toArray();
        double[][] w = weights(Y, beta);
        each((i, j) -> assertThat(w[i][j]).isNotEqualTo(w[j][i]));
        assertThat(apart(withPrecisions(beta, Normalization.PAIR).matrix(PairQuantity.WEIGHT, Y), w)).isLessThan(RIGHT);
    }

    @Test
    void i9_theHeavyTailedKernelTendsToTheGaussianAndDividesByZeroThere() {
        for (double f : new double[] {0.1, 1, 10}) {
            assertThat(Math.pow(1 + 0 * f, -1 / 0.0)).isNaN();
            assertThat(Math.exp(-Math.log1p(1e-9 * f) / 1e-9)).isCloseTo(Math.exp(-f), within(1e-7));
            assertThat(weightOfInstalled("heavy-tailed", Map.of("alpha", 0.0), f)).isCloseTo(Math.exp(-f), within(1e-14));
            assertThat(weightOfInstalled("heavy-tailed", Map.of("alpha", 1e-9), f)).isCloseTo(Math.exp(-f), within(1e-7));
        }
    }

    @Test
    void i10_nervIsAMixtureAndASumOverRows() {
        double lambda = 0.7;
        OfPair mixture = (p, q) -> lambda * KL.of(p, q) + (1 - lambda) * REVERSE.of(p, q);
        OfPair byQ = (p, q) -> lambda * KL_BY_Q.of(p, q) + (1 - lambda) * REVERSE_BY_Q.of(p, q);
        double[] byDifferences = differences(y -> rowCost(y, ROWS, GAUSSIAN, mixture), Y);
        assertThat(apart(pointwise(ROWS, GAUSSIAN, byQ), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(pointwise(ROWS, GAUSSIAN, REVERSE_BY_Q), byDifferences)).isGreaterThan(WRONG);
        ProbabilityCost nerv = CATALOG.find(ProbabilityCost.class, "nerv");
        double[] composed = new double[2 * N];
        objective(nerv, Arguments.of(nerv, Map.of("lambda", lambda)), "exp(-f)", Normalization.POINT, ROWS).gradient(Y, composed);
        assertThat(apart(composed, byDifferences)).isLessThan(RIGHT);
    }

    /// ∂C/∂q takes every q for independent; that they sum to 1 enters by ∂q/∂w only. A constant added to ∂C/∂q changes nothing.
    @Test
    void i11_theConstraintEntersThroughTheWeightsOnly() {
        double[] byDifferences = differences(y -> cost(y, P, STUDENT, REVERSE), Y);
        assertThat(apart(pairwise(P, STUDENT, (p, q) -> REVERSE_BY_Q.of(p, q) + 17), byDifferences)).isLessThan(RIGHT);
        assertThat(apart(composed("q*log(q/p)+17*q", "1/(1+f)", Normalization.PAIR, P), byDifferences)).isLessThan(RIGHT);
    }

    @Test
    void i12_costsOfDistancesAreSumsOverTheWholeMatrix() {
        double whole = stress(Y, (r, d) -> (r - d) * (r - d));
        double half = 0;
        double[][] d = distances(Y);
        for (int i = 0; i < N; i++) {
            for (int j = i + 1; j < N; j++) {
                half += Math.pow(R[i][j] - d[i][j], 2);
            }
        }
        assertThat(whole).isCloseTo(2 * half, within(1e-12));
        assertThat(objective("(r-d)^2", "", Normalization.NONE, R).value(Y)).isCloseTo(whole, within(1e-12));
    }

    @Test
    void i13_aStiffnessThatDividesByTheDistanceIsLeftOutWhereTwoPointsCoincide() {
        double[] y = Y.clone();
        y[1] = y[0];
        y[N + 1] = y[N];
        double[][] d = distances(y);
        assertThat(-2 * (R[0][1] - d[0][1]) / d[0][1] * (y[0] - y[1])).isNaN();
        double[] gradient = new double[2 * N];
        objective("(r-d)^2", "", Normalization.NONE, R).gradient(y, gradient);
        assertThat(Arrays.stream(gradient).allMatch(Double::isFinite)).isTrue();
        // For f = d² the product ∂f/∂d ∂d/∂y is 2(yᵢ − yⱼ), which is 0 there by itself.
        assertThat(Arrays.stream(composedAt(y, "p*log(p/q)", "1/(1+f)", Normalization.PAIR, P)).allMatch(Double::isFinite)).isTrue();
    }

    // The plain arithmetic.

    private static double[][] joint() {
        double[][] rows = rowsOfOne();
        return matrix((i, j) -> (rows[i][j] + rows[j][i]) / (2 * N));
    }

    private static double[][] rowsOfOne() {
        Random random = new Random(5);
        double[][] p = new double[N][N];
        for (int i = 0; i < N; i++) {
            double sum = 0;
            for (int j = 0; j < N; j++) {
                p[i][j] = i == j ? 0 : 0.05 + random.nextDouble();
                sum += p[i][j];
            }
            for (int j = 0; j < N; j++) {
                p[i][j] /= sum;
            }
        }
        return p;
    }

    private static double[][] distances(double[] y) {
        return matrix((i, j) -> Math.hypot(y[i] - y[j], y[N + i] - y[N + j]));
    }

    private static double[][] weights(double[] y, DoubleUnaryOperator kernel) {
        double[][] d = distances(y);
        return matrix((i, j) -> kernel.applyAsDouble(d[i][j] * d[i][j]));
    }

    private static double[][] weights(double[] y, double[] beta) {
        double[][] d = distances(y);
        return matrix((i, j) -> Math.exp(-beta[i] * d[i][j] * d[i][j]));
    }

    private static double[][] rowAffinities(double[][] w) {
        return matrix((i, j) -> w[i][j] / Arrays.stream(w[i]).sum());
    }

    private static double cost(double[] y, double[][] p, DoubleUnaryOperator kernel, OfPair c) {
        double[][] w = weights(y, kernel);
        double s = sum(w);
        return total((i, j) -> c.of(p[i][j], w[i][j] / s));
    }

    private static double rowCost(double[] y, double[][] p, DoubleUnaryOperator kernel, OfPair c) {
        double[][] q = rowAffinities(weights(y, kernel));
        return total((i, j) -> c.of(p[i][j], q[i][j]));
    }

    private static double stress(double[] y, OfPair c) {
        double[][] d = distances(y);
        return total((i, j) -> c.of(R[i][j], d[i][j]));
    }

    /// The master equation with k = (1/S) [g − Σ g q] ∂w/∂f.
    private static double[] pairwise(double[][] p, DoubleUnaryOperator kernel, OfPair byQ) {
        double[][] w = weights(Y, kernel);
        double s = sum(w);
        double h = total((i, j) -> byQ.of(p[i][j], w[i][j] / s) * w[i][j] / s);
        return springs((i, j) -> (byQ.of(p[i][j], w[i][j] / s) - h) / s * slope(kernel, i, j));
    }

    /// The same with sums of each row.
    private static double[] pointwise(double[][] p, DoubleUnaryOperator kernel, OfPair byQ) {
        double[][] w = weights(Y, kernel);
        double[][] q = rowAffinities(w);
        return springs((i, j) -> {
            double h = 0;
            for (int k = 0; k < N; k++) {
                h += k == i ? 0 : byQ.of(p[i][k], q[i][k]) * q[i][k];
            }
            return (byQ.of(p[i][j], q[i][j]) - h) / Arrays.stream(w[i]).sum() * slope(kernel, i, j);
        });
    }

    /// ∂w/∂f of the two kernels.
    private static double slope(DoubleUnaryOperator kernel, int i, int j) {
        double w = weights(Y, kernel)[i][j];
        return kernel == GAUSSIAN ? -w : -w * w;
    }

    /// 2 Σⱼ (kᵢⱼ + kⱼᵢ)(yᵢ − yⱼ).
    private static double[] springs(Coefficient k) {
        double[] gradient = new double[2 * N];
        each((i, j) -> {
            gradient[i] += 2 * (k.of(i, j) + k.of(j, i)) * (Y[i] - Y[j]);
            gradient[N + i] += 2 * (k.of(i, j) + k.of(j, i)) * (Y[N + i] - Y[N + j]);
        });
        return gradient;
    }

    /// Σⱼ of a number, put in every coordinate: how a gradient without its yᵢ − yⱼ could be read.
    private static double[] scalars(Coefficient k) {
        double[] gradient = new double[2 * N];
        each((i, j) -> {
            gradient[i] += k.of(i, j);
            gradient[N + i] += k.of(i, j);
        });
        return gradient;
    }

    private interface Visitor {
        void visit(int i, int j);
    }

    private static void each(Visitor visitor) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                if (i != j) {
                    visitor.visit(i, j);
                }
            }
        }
    }

    private static double[][] matrix(Coefficient entry) {
        double[][] matrix = new double[N][N];
        each((i, j) -> matrix[i][j] = entry.of(i, j));
        return matrix;
    }

    private static double total(Coefficient entry) {
        return sum(matrix(entry));
    }

    private static double sum(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).sum();
    }

    private static double[] times(double factor, double[] values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    private static double difference(DoubleUnaryOperator function, double x) {
        double h = 1e-5;
        return (function.applyAsDouble(x + h) - function.applyAsDouble(x - h)) / (2 * h);
    }

    private static double[] differences(ToDoubleFunction<double[]> cost, double[] y) {
        double[] gradient = new double[y.length];
        for (int c = 0; c < y.length; c++) {
            int moved = c;
            gradient[c] = difference(x -> {
                double[] at = y.clone();
                at[moved] = x;
                return cost.applyAsDouble(at);
            }, y[c]);
        }
        return gradient;
    }

    /// ∂C/∂w by differences, each weight by itself.
    private static double[][] byWeights(double[][] w, OfPair c) {
        return matrix((i, j) -> difference(x -> {
            double[][] moved = Arrays.stream(w).map(double[]::clone).toArray(double[][]::new);
            moved[i][j] = x;
            double s = sum(moved);
            return total((k, l) -> c.of(P[k][l], moved[k][l] / s));
        }, w[i][j]));
    }

    private static double apart(double[] a, double[] b) {
        double most = 0;
        double size = 0;
        for (int k = 0; k < b.length; k++) {
            most = Math.max(most, Math.abs(a[k] - b[k]));
            size = Math.max(size, Math.abs(b[k]));
        }
        return most / size;
    }

    private static double apart(double[][] a, double[][] b) {
        return apart(flat(a), flat(b));
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    // What the core makes of the same formulas.

    private static double[] composed(String cost, String kernel, Normalization normalization, double[][] p) {
        return composedAt(Y, cost, kernel, normalization, p);
    }

    private static double[] composed(String cost, double[][] r) {
        return composedAt(Y, cost, "", Normalization.NONE, r);
    }

    private static double[] composedAt(double[] y, String cost, String kernel, Normalization normalization, double[][] p) {
        double[] gradient = new double[2 * N];
        objective(cost, kernel, normalization, p).gradient(y, gradient);
        return gradient;
    }

    private static double[] composed(ProbabilityCost cost, Arguments given, Normalization normalization, double[][] p) {
        double[] gradient = new double[2 * N];
        objective(cost, given, "1/(1+f)", normalization, p).gradient(Y, gradient);
        return gradient;
    }

    /// ∂C/∂f of each ordered pair, with the Student t kernel.
    private static double[][] stiffness(String cost, double[][] p) {
        return objective(cost, "1/(1+f)", Normalization.PAIR, p).matrix(PairQuantity.STIFFNESS, Y);
    }

    private static String formulaOf(DoubleUnaryOperator kernel) {
        return kernel == GAUSSIAN ? "exp(-f)" : "1/(1+f)";
    }

    private static double slopeOfInstalled(String kernel, double f) {
        return Evaluation.of(installedWeight(kernel, Map.of()).derivative(Expr.leaf("f")), _ -> f);
    }

    private static double weightOfInstalled(String kernel, Map<String, Double> values, double f) {
        return Evaluation.of(installedWeight(kernel, values), _ -> f);
    }

    private static Expr installedWeight(String kernel, Map<String, Double> values) {
        Kernel installed = CATALOG.find(Kernel.class, kernel);
        return installed.weight(Expr.leaf("f"), Arguments.of(installed, values));
    }

    /// Kullback-Leibler with w = exp(−βᵢ f), a precision for each point.
    private static EmbeddingObjective withPrecisions(double[] beta, Normalization normalization) {
        Kernel gaussian = CATALOG.find(Kernel.class, "gaussian");
        Composition.OfProbabilities plain = composition(FormulaPart.cost("p*log(p/q)"), Arguments.defaults(List.of()), gaussian, normalization);
        Composition.OfProbabilities parts =
                plain.withKernelArguments(plain.kernelArguments().with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION)));
        Workers one = new Workers(1);
        return EmbeddingProblem.of(parts, Problem.dense(P, true), Map.of(parts.precision(0), beta), 2).objective(List.of(new ExactEngine(one, Backend.SCALAR)), Precision.DOUBLE);
    }

    private static EmbeddingObjective objective(String cost, String kernel, Normalization normalization, double[][] p) {
        return objective(FormulaPart.cost(cost), Arguments.defaults(List.of()), kernel, normalization, p);
    }

    private static EmbeddingObjective objective(Cost cost, Arguments given, String kernel, Normalization normalization, double[][] p) {
        Composition composition = switch (cost) {
            case DistanceCost distance -> new Composition.OfDistances(distance, given);
            case ProbabilityCost probability -> composition(probability, given, FormulaPart.kernel(kernel), normalization);
        };
        Workers one = new Workers(1);
        return EmbeddingProblem.of(composition, Problem.dense(p, p != ROWS), 2).objective(List.of(new ExactEngine(one, Backend.SCALAR)), Precision.DOUBLE);
    }

    private static Composition.OfProbabilities composition(Cost cost, Arguments given, Kernel kernel, Normalization normalization) {
        return new Composition.OfProbabilities((ProbabilityCost) cost, given, kernel, Arguments.defaults(kernel.parameters()),
                FormulaPart.transform("d^2"), Arguments.defaults(List.of()), normalization);
    }
}
