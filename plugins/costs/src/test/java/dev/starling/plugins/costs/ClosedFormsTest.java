package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Costs and their derivatives by q as the papers print them, in plain Java.
class ClosedFormsTest {
    private static final Expr P = Expr.leaf("p");
    private static final Expr Q = Expr.leaf("q");
    private static final double[] AFFINITIES = {1e-12, 1e-7, 0.003, 0.2, 0.25, 0.7};

    /// A number made of p and q.
    interface OfTwo {
        double of(double p, double q);
    }

    @Test
    void kullbackLeibler() {
        assertThatCost(new KullbackLeibler(), Map.of(), (p, q) -> p * log(p / q), (p, q) -> -p / q);
        assertThat(new KullbackLeibler().cost(P, Q, Arguments.of(new KullbackLeibler(), Map.of())).derivativeByLog(Q))
                .as("no quotient is left of it")
                .isEqualTo(P.negated());
    }

    @Test
    void reverseKullbackLeibler() {
        assertThatCost(new ReverseKullbackLeibler(), Map.of(), (p, q) -> q * log(q / p), (p, q) -> log(q / p) + 1);
    }

    @Test
    void nerv() {
        for (double l : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            assertThatCost(
                    new Nerv(),
                    Map.of("lambda", l),
                    (p, q) -> l * p * log(p / q) + (1 - l) * q * log(q / p),
                    (p, q) -> -l * p / q + (1 - l) * (log(q / p) + 1));
        }
    }

    @Test
    void jensenShannon() {
        for (double k : new double[] {0.1, 0.5, 0.9}) {
            assertThatCost(
                    new JensenShannon(),
                    Map.of("kappa", k),
                    (p, q) -> p * log(p / (k * p + (1 - k) * q)) / (1 - k) + q * log(q / (k * p + (1 - k) * q)) / k,
                    (p, q) -> log(q / (k * p + (1 - k) * q)) / k);
        }
        assertThatCost(
                new JensenShannonSymmetric(),
                Map.of(),
                (p, q) -> 0.5 * (p * log(p / (0.5 * (p + q))) + q * log(q / (0.5 * (p + q)))),
                (p, q) -> 0.5 * log(q / (0.5 * (p + q))));
    }

    @Test
    void jensenShannonAtItsEnds() {
        assertThatCost(new JensenShannon(), Map.of("kappa", 0.0), (p, q) -> p * log(p / q) - p + q, (p, q) -> 1 - p / q);
        assertThatCost(new JensenShannon(), Map.of("kappa", 1.0), (p, q) -> q * log(q / p) - q + p, (p, q) -> log(q / p));
        // In the sum over a distribution, the terms without logarithm cancel.
        double[] p = {0.1, 0.2, 0.7};
        double[] q = {0.25, 0.25, 0.5};
        for (double kappa : new double[] {0, 1}) {
            double sum = 0;
            double divergence = 0;
            for (int i = 0; i < 3; i++) {
                sum += value(new JensenShannon(), Map.of("kappa", kappa), p[i], q[i]);
                divergence += kappa == 0 ? p[i] * log(p[i] / q[i]) : q[i] * log(q[i] / p[i]);
            }
            assertThat(sum).isCloseTo(divergence, within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-15, 1e-12, 1.5e-8, 1e-6})
    void jensenShannonKeepsItsDigitsOnTheWayToItsEnds(double distance) {
        for (double p : new double[] {0.003, 0.2, 0.25}) {
            for (double q : new double[] {0.003, 0.2, 0.25, 0.7}) {
                // z = q (1 + κ x): the divergence differs from its limit by κ (q - p)²/q, the derivative by as much, and
                // from the other side likewise; all of it in first order.
                double order = 3 * distance * (p - q) * (p - q) * (1 / p + 1 / q) * (1 + p / q + q / p);
                for (double end : new double[] {0, 1}) {
                    double kappa = Math.abs(end - distance);
                    Map<String, Double> near = Map.of("kappa", kappa);
                    Map<String, Double> at = Map.of("kappa", end);
                    assertThat(value(new JensenShannon(), near, p, q))
                            .as("κ = %s, p = %s, q = %s", kappa, p, q)
                            .isCloseTo(value(new JensenShannon(), at, p, q), within(order + 1e-14));
                    assertThat(slope(new JensenShannon(), near, p, q))
                            .as("κ = %s, p = %s, q = %s", kappa, p, q)
                            .isCloseTo(slope(new JensenShannon(), at, p, q), within(order + 1e-14));
                }
            }
        }
    }

    @Test
    void chiSquaredAndHellinger() {
        assertThatCost(new ChiSquared(), Map.of(), (p, q) -> (p - q) * (p - q) / q, (p, q) -> 1 - p * p / (q * q));
        assertThatCost(new Hellinger(), Map.of(), (p, q) -> pow(sqrt(p) - sqrt(q), 2), (p, q) -> 1 - sqrt(p / q));
    }

    @Test
    void alphaBeta() {
        double[][] general = {{0.5, 0.5}, {1, 1}, {2, -1}, {0.5, 1.5}, {-1, 2}, {0.3, -0.6}, {-0.5, -0.5}};
        for (double[] given : general) {
            double a = given[0];
            double b = given[1];
            assertThatCost(
                    new AlphaBeta(),
                    Map.of("alpha", a, "beta", b),
                    (p, q) -> (-pow(p, a) * pow(q, b) + a / (a + b) * pow(p, a + b) + b / (a + b) * pow(q, a + b)) / (a * b),
                    (p, q) -> -pow(q, b - 1) * (pow(p, a) - pow(q, a)) / a);
        }
        for (double a : new double[] {-1, 0.5, 1, 2}) {
            assertThatCost(
                    new AlphaBeta(),
                    Map.of("alpha", a, "beta", 0.0),
                    (p, q) -> (pow(p, a) * log(pow(p, a) / pow(q, a)) - pow(p, a) + pow(q, a)) / (a * a),
                    (p, q) -> -(pow(p, a) - pow(q, a)) / (a * q));
            assertThatCost(
                    new AlphaBeta(),
                    Map.of("alpha", 0.0, "beta", a),
                    (p, q) -> (pow(q, a) * log(pow(q, a) / pow(p, a)) - pow(q, a) + pow(p, a)) / (a * a),
                    (p, q) -> pow(q, a - 1) * log(pow(q, a) / pow(p, a)) / a);
            assertThatCost(
                    new AlphaBeta(),
                    Map.of("alpha", a, "beta", -a),
                    (p, q) -> (log(pow(q, a) / pow(p, a)) + pow(p, a) / pow(q, a) - 1) / (a * a),
                    (p, q) -> (1 - pow(p, a) / pow(q, a)) / (a * q));
        }
        assertThatCost(
                new AlphaBeta(),
                Map.of("alpha", 0.0, "beta", 0.0),
                (p, q) -> 0.5 * pow(log(p) - log(q), 2),
                (p, q) -> (log(q) - log(p)) / q);
    }

    @Test
    void manyDivergencesArePointsOfThePlane() {
        assertThatCost(new AlphaBeta(), Map.of("alpha", 1.0, "beta", 0.0), new IDivergence(), Map.of(), 1);
        assertThatCost(new AlphaBeta(), Map.of("alpha", 0.0, "beta", 1.0), new ReverseIDivergence(), Map.of(), 1);
        assertThatCost(new AlphaBeta(), Map.of("alpha", 1.0, "beta", 1.0), new SquareLoss(), Map.of(), 1);
        assertThatCost(new AlphaBeta(), Map.of("alpha", 0.5, "beta", 0.5), new Hellinger(), Map.of(), 2);
        assertThatCost(new AlphaBeta(), Map.of("alpha", 2.0, "beta", -1.0), new ChiSquared(), Map.of(), 0.5);
    }

    /// A millionth beside each line of special cases: as far off as the first order, and the cancellation, make it.
    @Test
    void alphaBetaIsContinuous() {
        double[][] special = {{1, 0}, {0.5, 0}, {0, 1}, {0, 0.5}, {1, -1}, {0.5, -0.5}, {-1, 1}};
        for (double[] at : special) {
            for (double[] step : new double[][] {{1e-6, 0}, {0, 1e-6}, {-1e-6, 0}, {0, -1e-6}}) {
                for (double p : new double[] {0.003, 0.2, 0.25}) {
                    for (double q : new double[] {0.003, 0.2, 0.25, 0.7}) {
                        Map<String, Double> exact = Map.of("alpha", at[0], "beta", at[1]);
                        Map<String, Double> near = Map.of("alpha", at[0] + step[0], "beta", at[1] + step[1]);
                        // First order: 1e-6 · ln(p/q)-like factors, up to 6, of terms up to p/q.
                        double order = 1e-5 * (1 + p / q + q / p);
                        assertThat(value(new AlphaBeta(), near, p, q))
                                .as("%s for %s at p = %s, q = %s", near, exact, p, q)
                                .isCloseTo(value(new AlphaBeta(), exact, p, q), within(order));
                        assertThat(slope(new AlphaBeta(), near, p, q))
                                .as("%s for %s at p = %s, q = %s", near, exact, p, q)
                                .isCloseTo(slope(new AlphaBeta(), exact, p, q), within(order));
                    }
                }
            }
        }
    }

    @Test
    void squareLossAndTheDivergencesOfWeights() {
        assertThatCost(new SquareLoss(), Map.of(), (p, q) -> 0.5 * (p - q) * (p - q), (p, q) -> q - p);
        assertThatCost(new IDivergence(), Map.of(), (v, w) -> v * log(v / w) - v + w, (v, w) -> 1 - v / w);
        assertThatCost(new ReverseIDivergence(), Map.of(), (v, w) -> w * log(w / v) - w + v, (v, w) -> log(w / v));
        for (double l : new double[] {0, 0.3, 1}) {
            assertThatCost(
                    new INerv(),
                    Map.of("lambda", l),
                    (v, w) -> l * (v * log(v / w) - v + w) + (1 - l) * (w * log(w / v) - w + v),
                    (v, w) -> l * (1 - v / w) + (1 - l) * log(w / v));
        }
    }

    @Test
    void costsOfEdges() {
        assertThatCost(
                new CrossEntropy(),
                Map.of(),
                (v, w) -> v * log(v / w) + (1 - v) * (log1p(-v) - log1p(-w)),
                (v, w) -> -v / w + (1 - v) / (1 - w));
        assertThatCost(
                new LargeVis(), Map.of("gamma", 7.0), (p, w) -> -p * log(w) - 7 * log1p(-w), (p, w) -> -p / w + 7 / (1 - w));
        assertThatCost(new ElasticEmbedding(), Map.of("lambda", 3.0), (v, w) -> -v * log(w) + 3 * w, (v, w) -> -v / w + 3);
    }

    @Test
    void anEdgeThatIsCertainPaysNoRepulsion() {
        assertThat(value(new CrossEntropy(), Map.of(), 1, 1)).isZero();
        assertThat(slope(new CrossEntropy(), Map.of(), 1, 1)).isEqualTo(-1);
        assertThat(value(new CrossEntropy(), Map.of(), 1, 0.5)).isCloseTo(log(2), within(1e-15));
        assertThat(slope(new CrossEntropy(), Map.of(), 1, 0.5)).isEqualTo(-1);
    }

    @Test
    void softenedRepulsionIsTheForceOfThePublishedProgram() {
        Map<String, Double> soft = Map.of("gamma", 7.0, "softening", 0.1);
        for (double f : new double[] {0, 1e-6, 0.1, 1, 30}) {
            double w = 1 / (1 + f);
            // Stiffness -p w of the attraction is 0 here; h ∂ln w/∂f = -h w.
            double published = 7 / ((0.1 + f) * (1 + f));
            assertThat(slope(new LargeVis(), soft, 0, w) * w).isCloseTo(published, within(1e-14 * published));
        }
        assertThat(value(new LargeVis(), soft, 0, 1)).isFinite();
        assertThat(value(new CrossEntropy(), Map.of("softening", 0.001), 0.5, 1)).isFinite();
        assertThat(slope(new CrossEntropy(), Map.of("softening", 0.001), 0.5, 1)).isFinite();
    }

    /// Against the printed forms that have the wrong sign: with them, a descent would climb.
    @Test
    void twoPrintedDerivativesHaveTheWrongSign() {
        double p = 0.2;
        double q = 0.7;
        double printedReverse = log(p / q) + 1;
        double printedJensenShannon = -log(q / (0.5 * p + 0.5 * q)) / 0.5;
        double reverse = slope(new ReverseKullbackLeibler(), Map.of(), p, q) / q;
        double jensenShannon = slope(new JensenShannon(), Map.of(), p, q) / q;
        // The constant + 1 is common to both forms, and has no effect on a gradient.
        assertThat(reverse - 1).isCloseTo(-(printedReverse - 1), within(1e-14));
        assertThat(jensenShannon).isCloseTo(-printedJensenShannon, within(1e-14));
        double step = 1e-6;
        assertThat(reverse)
                .isCloseTo((value(new ReverseKullbackLeibler(), Map.of(), p, q + step)
                                - value(new ReverseKullbackLeibler(), Map.of(), p, q - step))
                        / (2 * step), within(1e-9));
        assertThat(jensenShannon)
                .isCloseTo((value(new JensenShannon(), Map.of(), p, q + step)
                                - value(new JensenShannon(), Map.of(), p, q - step))
                        / (2 * step), within(1e-9));
    }

    private static void assertThatCost(ProbabilityCost cost, Map<String, Double> values, OfTwo expected, OfTwo byQ) {
        for (double p : AFFINITIES) {
            for (double q : AFFINITIES) {
                double c = expected.of(p, q);
                // Near p = q the plain forms cancel; their terms are as large as the cost a factor of two away.
                double scale = Math.abs(c) + Math.abs(expected.of(p, q / 2)) + Math.abs(expected.of(p, Math.min(0.99, 2 * q)));
                assertThat(value(cost, values, p, q))
                        .as("%s%s at p = %s, q = %s", cost.name(), values, p, q)
                        .isCloseTo(c, within(1e-12 * (scale + p + q)));
                double h = q * byQ.of(p, q);
                assertThat(slope(cost, values, p, q))
                        .as("q ∂c/∂q of %s%s at p = %s, q = %s", cost.name(), values, p, q)
                        .isCloseTo(h, within(1e-12 * (Math.abs(h) + p + q + scale)));
            }
        }
    }

    private static void assertThatCost(
            ProbabilityCost cost, Map<String, Double> values, ProbabilityCost other, Map<String, Double> others, double factor) {
        assertThatCost(
                cost,
                values,
                (p, q) -> factor * value(other, others, p, q),
                (p, q) -> factor * slope(other, others, p, q) / q);
    }

    private static double value(ProbabilityCost cost, Map<String, Double> values, double p, double q) {
        return cost.cost(P, Q, Arguments.of(cost, values)).evaluate(Map.of("p", p, "q", q));
    }

    private static double slope(ProbabilityCost cost, Map<String, Double> values, double p, double q) {
        Arguments given = Arguments.of(cost, values);
        return cost.derivativeByLogQ(P, Q, given)
                .orElseGet(() -> cost.cost(P, Q, given).derivativeByLog(Q))
                .evaluate(Map.of("p", p, "q", q));
    }
}
