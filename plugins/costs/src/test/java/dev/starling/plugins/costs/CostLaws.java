package dev.starling.plugins.costs;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What every probability cost promises, held against all that are declared, over the whole range of their parameters.
@Tag("laws")
class CostLaws {
    private static final Expr P = Expr.leaf("p");
    private static final Expr Q = Expr.leaf("q");

    /// No divergences, as they need not be least at p = q.
    private static final Set<String> OTHERS = Set.of("largevis", "elastic-embedding");

    /// Divergences only in the sum over a distribution; a single pair may be below 0.
    private static final Set<String> IN_SUM = Set.of("kullback-leibler", "reverse-kullback-leibler", "nerv");

    /// A cost with values for its parameters.
    record Tuned(ProbabilityCost cost, Map<String, Double> values) {
        Arguments given() {
            return Arguments.of(cost, values);
        }

        Expr formula() {
            return cost.cost(P, Q, given());
        }

        Expr byLogQ() {
            return cost.derivativeByLogQ(P, Q, given()).orElseGet(() -> formula().derivativeByLog(Q));
        }

        double value(double p, double q) {
            return formula().evaluate(Map.of("p", p, "q", q));
        }

        double slope(double p, double q) {
            return byLogQ().evaluate(Map.of("p", p, "q", q));
        }

        /// How large the terms are of which the cost is made, also where they cancel.
        double scale(double p, double q) {
            return Math.abs(value(p, q)) + Math.abs(value(p, 2 * q)) + Math.abs(value(p, q / 2)) + p + q;
        }

        boolean soft() {
            return values.getOrDefault("softening", 0.0) > 0;
        }

        @Override
        public String toString() {
            return cost.name() + values + ": c = " + formula() + ", q ∂c/∂q = " + byLogQ();
        }
    }

    @Property(seed = "1", tries = 5000)
    void theDerivativeIsThatOfTheCost(@ForAll("all") Tuned cost, @ForAll("affinities") double p, @ForAll("affinities") double q) {
        Assume.that(q < 0.49); // so that 2q is an affinity, too
        double step = 1e-4;
        double difference = (cost.value(p, q * Math.exp(step)) - cost.value(p, q * Math.exp(-step))) / (2 * step);
        double slope = cost.slope(p, q);
        // Second order of the difference, 1e-8 times a third derivative by ln q of the size of the terms; rounding of the terms, over the
        // step.
        assertThat(slope).isCloseTo(difference, within(2e-7 * (cost.scale(p, q) + Math.abs(slope))));
    }

    @Property(seed = "1", tries = 5000)
    void aDerivativeThatIsWrittenDownIsTheDerivedOne(
            @ForAll("all") Tuned cost, @ForAll("affinities") double p, @ForAll("affinities") double q) {
        Assume.that(cost.cost().derivativeByLogQ(P, Q, cost.given()).isPresent() && q < 0.49);
        double derived = cost.formula().derivativeByLog(Q).evaluate(Map.of("p", p, "q", q));
        // Parameters come as near as 0.05 to a special case, where the derived form divides by them twice.
        assertThat(cost.slope(p, q)).isCloseTo(derived, within(1e-12 * (cost.scale(p, q) + Math.abs(derived))));
    }

    @Property(seed = "1", tries = 2000)
    void simplifyingChangesNothing(@ForAll("all") Tuned cost, @ForAll("affinities") double p, @ForAll("affinities") double q) {
        Assume.that(q < 0.49);
        double simplified = cost.formula().simplify().evaluate(Map.of("p", p, "q", q));
        assertThat(simplified).isCloseTo(cost.value(p, q), within(1e-13 * cost.scale(p, q)));
        double slope = cost.byLogQ().simplify().evaluate(Map.of("p", p, "q", q));
        assertThat(slope).isCloseTo(cost.slope(p, q), within(1e-13 * (cost.scale(p, q) + Math.abs(slope))));
    }

    @Property(seed = "1", tries = 3000)
    void aDivergenceIsNothingBetweenEquals(@ForAll("divergences") Tuned cost, @ForAll("affinities") double p) {
        Assume.that(p < 0.49);
        assertThat(cost.value(p, p)).isCloseTo(0, within(1e-12 * (cost.value(p, 2 * p) + p)));
    }

    @Property(seed = "1", tries = 3000)
    void aDivergenceIsNowhereNegative(
            @ForAll("divergences") Tuned cost, @ForAll("affinities") double p, @ForAll("affinities") double q) {
        Assume.that(!IN_SUM.contains(cost.cost().name()) && q < 0.49);
        assertThat(cost.value(p, q)).isGreaterThanOrEqualTo(-1e-12 * cost.scale(p, q));
    }

    @Property(seed = "1", tries = 3000)
    void aDivergenceOfDistributionsIsNowhereNegative(
            @ForAll("divergences") Tuned cost,
            @ForAll @Size(6) List<@From("affinities") Double> p,
            @ForAll @Size(6) List<@From("affinities") Double> q) {
        double sumP = p.stream().mapToDouble(x -> x).sum();
        double sumQ = q.stream().mapToDouble(x -> x).sum();
        double sum = 0;
        double scale = 0;
        for (int i = 0; i < 6; i++) {
            sum += cost.value(p.get(i) / sumP, q.get(i) / sumQ);
            scale += cost.scale(p.get(i) / sumP, q.get(i) / sumQ / 2);
        }
        assertThat(sum).isGreaterThanOrEqualTo(-1e-12 * scale);
    }

    @Property(seed = "1", tries = 5000)
    void withoutInputAffinityACostIsANumberOrInfinite(@ForAll("all") Tuned cost, @ForAll("affinities") double q) {
        Assume.that(q < 1);
        for (double p : new double[] {0, Double.MIN_VALUE, 1e-320, 1e-305}) {
            double value = cost.value(p, q);
            if (p == 0) {
                assertThat(value).isNotNaN().isNotEqualTo(Double.NEGATIVE_INFINITY);
            }
            if (Double.isFinite(value)) {
                assertThat(cost.slope(p, q)).as("at p = %s", p).isFinite();
            }
        }
    }

    @Property(seed = "1", tries = 2000)
    void withoutInputAffinityACostIsTheLimitOfSmallOnes(@ForAll("all") Tuned cost, @ForAll("affinities") double q) {
        // Small powers of small numbers are not small.
        Assume.that(!cost.cost().name().equals("alpha-beta") && q < 1 && Double.isFinite(cost.value(0, q)));
        double small = 1e-30;
        // Square roots come in second place: 1e-15 √q, and q is 1e-12 or more.
        assertThat(cost.value(small, q)).isCloseTo(cost.value(0, q), within(1e-8 * q));
        assertThat(cost.slope(small, q)).isCloseTo(cost.slope(0, q), within(1e-8 * q));
    }

    @Property(seed = "1", tries = 5000)
    void withoutOutputAffinityAFiniteCostHasAFiniteDerivative(@ForAll("all") Tuned cost, @ForAll("affinities") double p) {
        Assume.that(!cost.cost().name().equals("alpha-beta"));
        for (double q : new double[] {0, Double.MIN_VALUE, 1e-320, 1e-305}) {
            double value = cost.value(p, q);
            assertThat(value).as("at q = %s", q).isNotNaN().isNotEqualTo(Double.NEGATIVE_INFINITY);
            if (Double.isFinite(value)) {
                assertThat(cost.slope(p, q)).as("at q = %s", q).isFinite();
            }
        }
    }

    @Property(seed = "1", tries = 2000)
    void withoutAnyAffinityNothingIsPaid(@ForAll("all") Tuned cost) {
        Assume.that(!cost.cost().name().equals("alpha-beta"));
        assertThat(cost.value(0, 0)).isZero();
        assertThat(cost.slope(0, 0)).isZero();
    }

    /// The compiler puts p = 0 into a cost before it runs, for all pairs of a sparse P.
    @Property(seed = "1", tries = 2000)
    void puttingZeroIntoTheFormulaIsPuttingZeroIntoItsLeaf(@ForAll("all") Tuned cost, @ForAll("affinities") double q) {
        Assume.that(q < 1);
        double value = cost.value(0, q);
        Assume.that(Double.isFinite(value));
        Expr zero = Expr.constant(0);
        assertThat(cost.formula().substitute(P, zero).evaluate(Map.of("q", q))).isCloseTo(value, within(1e-13 * Math.abs(value)));
        double slope = cost.slope(0, q);
        assertThat(cost.byLogQ().substitute(P, zero).evaluate(Map.of("q", q))).isCloseTo(slope, within(1e-13 * Math.abs(slope)));
    }

    @Property(seed = "1", tries = 2000)
    void aLearnedParameterGivesTheSameCost(@ForAll("inside") Tuned cost, @ForAll("affinities") double p, @ForAll("affinities") double q) {
        Arguments learned = Arguments.defaults(cost.cost().parameters());
        Map<String, Double> leaves = new TreeMap<>(cost.values());
        for (String name : cost.values().keySet()) {
            learned = learned.with(name, Expr.leaf(name));
        }
        leaves.put("p", p);
        leaves.put("q", q);
        Assume.that(q < 0.49);
        double value = cost.cost().cost(P, Q, learned).evaluate(leaves);
        assertThat(value).isCloseTo(cost.value(p, q), within(1e-12 * cost.scale(p, q)));
    }

    @Provide
    Arbitrary<Tuned> all() {
        return Arbitraries.of(costs()).flatMap(cost -> tuned(cost, true));
    }

    @Provide
    Arbitrary<Tuned> divergences() {
        return Arbitraries.of(costs())
                .filter(cost -> !OTHERS.contains(cost.name()))
                .flatMap(cost -> tuned(cost, true))
                .filter(cost -> !cost.soft());
    }

    /// Without the values that have branches of their own.
    @Provide
    Arbitrary<Tuned> inside() {
        return Arbitraries.of(costs()).flatMap(cost -> tuned(cost, false));
    }

    @Provide
    Arbitrary<Double> affinities() {
        return Arbitraries.doubles().between(-12, 0).map(e -> Math.pow(10, e));
    }

    private static List<ProbabilityCost> costs() {
        return ServiceLoader.load(ProbabilityCost.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    private static Arbitrary<Tuned> tuned(ProbabilityCost cost, boolean special) {
        Arbitrary<Map<String, Double>> values = Arbitraries.just(Map.of());
        for (Parameter parameter : cost.parameters()) {
            values = Combinators.combine(values, values(parameter, special)).as((map, value) -> {
                Map<String, Double> more = new TreeMap<>(map);
                more.put(parameter.name(), value);
                return more;
            });
        }
        Arbitrary<Tuned> tuned = values.map(map -> new Tuned(cost, map));
        return special ? tuned : tuned.filter(t -> t.values().getOrDefault("alpha", 1.0) != -t.values().getOrDefault("beta", 1.0));
    }

    private static Arbitrary<Double> values(Parameter parameter, boolean special) {
        double least = Math.max(parameter.least(), -2);
        double most = Math.min(parameter.most(), 3);
        // Twentieths, so that a parameter is a special case or a clear step away; how it is nearer has tests of its own.
        Arbitrary<Double> steps = Arbitraries.integers()
                .between((int) Math.ceil(least * 20), (int) Math.floor(most * 20))
                .map(i -> i / 20.0)
                .filter(value -> parameter.mostIn() || value < parameter.most());
        Arbitrary<Double> whole = steps.filter(value -> value == Math.rint(value));
        return special
                ? Arbitraries.frequencyOf(Tuple.of(2, steps), Tuple.of(1, whole))
                : steps.filter(value -> value != Math.rint(value));
    }
}
