package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What every kernel promises, held against all that are declared, over the whole range of their parameters.
@Tag("laws")
class KernelLaws {
    private static final Expr F = Expr.leaf("f");

    /// A kernel with values for its parameters and its precision.
    record Tuned(Kernel kernel, Map<String, Double> values) {
        Arguments constants() {
            Arguments given = Arguments.defaults(kernel.parameters());
            for (Map.Entry<String, Double> value : values.entrySet()) {
                given = given.with(value.getKey(), Expr.constant(value.getValue()));
            }
            return given;
        }

        Arguments learned() {
            Arguments given = Arguments.defaults(kernel.parameters());
            for (String name : values.keySet()) {
                given = given.with(name, Expr.leaf(name));
            }
            return given;
        }

        double weight(double f) {
            return kernel.weight(F, constants()).evaluate(Map.of("f", f));
        }

        /// ∂ln w/∂f, as derived.
        double slope(double f) {
            return kernel.weight(F, constants()).log().derivative(F).evaluate(Map.of("f", f));
        }

        double learnedWeight(double f) {
            Map<String, Double> leaves = new TreeMap<>(values);
            leaves.put("f", f);
            return kernel.weight(F, learned()).evaluate(leaves);
        }

        @Override
        public String toString() {
            return kernel.name() + values + ": w(f) = " + kernel.weight(F, constants());
        }
    }

    @Property(seed = "1", tries = 5000)
    void aWeightIsFiniteAndNotNegative(@ForAll("all") Tuned kernel, @ForAll("distances") double f) {
        assertThat(kernel.weight(f)).isFinite().isNotNegative();
    }

    @Property(seed = "1", tries = 5000)
    void aWeightFalls(@ForAll("falling") Tuned kernel, @ForAll("distances") double near, @ForAll("distances") double far) {
        Assume.that(near <= far);
        // Elementary functions are right to an ulp or two, so that two neighbors may change places.
        assertThat(kernel.weight(far)).isLessThanOrEqualTo(kernel.weight(near) * (1 + 1e-14));
    }

    @Property(seed = "1", tries = 5000)
    void theSlopeIsFiniteAndNowhereRises(@ForAll("falling") Tuned kernel, @ForAll("distances") double f) {
        assertThat(kernel.slope(f)).isFinite().isNotPositive();
    }

    @Property(seed = "1", tries = 5000)
    void theSlopeIsThatOfTheLogarithm(@ForAll("all") Tuned kernel, @ForAll("distances") double f) {
        Assume.that(f > 1e-9);
        double h = 1e-5 * Math.min(f, 1 / (1e-300 + Math.abs(kernel.slope(f))));
        double right = kernel.weight(f + h);
        double left = kernel.weight(f - h);
        Assume.that(right > 1e-290);
        double difference = Math.log1p((right - left) / left) / (2 * h);
        // Two roundings of w, 2⁻⁵² each, over 2h; and the second-order term of the difference.
        assertThat(kernel.slope(f)).isCloseTo(difference, within(1e-15 / h + 1e-4 * Math.abs(difference)));
    }

    @Property(seed = "1", tries = 2000)
    void aLearnedParameterGivesTheSameWeight(@ForAll("inside") Tuned kernel, @ForAll("distances") double f) {
        double weight = kernel.weight(f);
        // A branch for an exact case may be spelled otherwise; ln w up to 700 multiplies the last digit of its argument.
        assertThat(kernel.learnedWeight(f)).isCloseTo(weight, within(1e-12 * weight + Double.MIN_NORMAL));
    }

    @Provide
    Arbitrary<Tuned> all() {
        return Arbitraries.of(kernels()).flatMap(kernel -> tuned(kernel, true));
    }

    @Provide
    Arbitrary<Tuned> falling() {
        return Arbitraries.of(kernels()).filter(k -> !(k instanceof Distance)).flatMap(kernel -> tuned(kernel, true));
    }

    /// Without the ends of the ranges, which a formula without branches does not reach.
    @Provide
    Arbitrary<Tuned> inside() {
        return Arbitraries.of(kernels()).flatMap(kernel -> tuned(kernel, false));
    }

    /// 0 and 1e-12 to 1e8, by order of magnitude.
    @Provide
    Arbitrary<Double> distances() {
        Arbitrary<Double> magnitudes = Arbitraries.doubles().between(-12, 8).map(e -> Math.pow(10, e));
        return Arbitraries.frequencyOf(
                Tuple.of(9, magnitudes), Tuple.of(1, Arbitraries.of(0.0, 1e-200, 1.0, 745.2, 1e8)));
    }

    private static List<Kernel> kernels() {
        return ServiceLoader.load(Kernel.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    private static Arbitrary<Tuned> tuned(Kernel kernel, boolean ends) {
        Arbitrary<Map<String, Double>> values = Arbitraries.doubles().between(0.01, 100).map(beta -> {
            Map<String, Double> map = new TreeMap<>();
            map.put(Arguments.PRECISION, beta);
            return map;
        });
        for (Parameter parameter : kernel.parameters()) {
            values = Combinators.combine(values, values(parameter, ends)).as((map, value) -> {
                Map<String, Double> more = new TreeMap<>(map);
                more.put(parameter.name(), value);
                return more;
            });
        }
        return values.map(map -> new Tuned(kernel, map));
    }

    /// 1e-6 to 1e9 by order of magnitude, the whole numbers that have branches, and the ends of the range.
    private static Arbitrary<Double> values(Parameter parameter, boolean ends) {
        Arbitrary<Double> magnitudes = Arbitraries.doubles()
                .between(-6, 9)
                .map(e -> Math.min(Math.pow(10, e), parameter.mostIn() ? parameter.most() : Double.POSITIVE_INFINITY));
        Arbitrary<Double> special = Arbitraries.of(parameter.leastIn() && ends ? parameter.least() : 1.0, 1.0, 2.0);
        return Arbitraries.oneOf(magnitudes, special);
    }
}
