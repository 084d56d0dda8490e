package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Tree;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@Tag("laws")
class SharedReciprocalsLaws {
    private static final List<Expr> HEAVY_TAILED = parsed("1/(0.5*s + 1)^2", "p * (0.5/(0.5*s + 1))", "3/(1 + 0.5*s)");

    private static List<Expr> parsed(String... formulas) {
        return Stream.of(formulas).map(Formula::parse).toList();
    }

    private static Set<Expr> quotients(List<Expr> formulas) {
        Set<Expr> found = new HashSet<>();
        formulas.forEach(formula -> Tree.visit(formula, e -> {
            if (e instanceof Quotient) {
                found.add(e);
            }
        }));
        return found;
    }

    /// Sums of products of a few quotients, as passes have them; nothing is taken away, so that no digits cancel.
    @Provide
    Arbitrary<List<Expr>> passes() {
        Arbitrary<String> numerator = Arbitraries.of("1", "p", "0.5", "exp(-s)", "s", "p*exp(-s)", "log1p(s)");
        Arbitrary<String> denominator = Arbitraries.of("(s + 1)", "(s + 1)^2", "(1 + 0.5*s)", "(0.5*s + 1)^2", "(1 + s)", "(p + 1)", "(exp(-s) + 1)^2");
        Arbitrary<String> quotient = Combinators.combine(numerator, denominator).as((a, b) -> a + "/" + b);
        Arbitrary<String> formula = quotient.list().ofMinSize(1).ofMaxSize(3)
                .flatMap(some -> Arbitraries.of(" + ", "*").map(verb -> String.join(verb, some.stream().map(one -> "(" + one + ")").toList())));
        return formula.map(Formula::parse).list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Double> squaredDistances() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.0, Double.MIN_VALUE, 1e-300, 1e-16, 1.0, 1e16, 1e150), Arbitraries.doubles().between(0, 1e6));
    }

    private static double value(Expr e, double s, double p) {
        return Evaluation.of(e, leaf -> leaf.equals("s") ? s : p);
    }

    @Property(seed = "1", tries = 2_000)
    void formulasKeepTheirValues(
            @ForAll("passes") List<Expr> formulas, @ForAll("squaredDistances") double s, @ForAll("squaredDistances") double of) {
        double p = Math.min(of, 1);
        List<Expr> shared = SharedReciprocals.of(formulas);
        for (int f = 0; f < formulas.size(); f++) {
            double expected = value(formulas.get(f), s, p);
            // Three factors of three roundings each; squares of what is beyond 1e75 leave the normal range.
            assertThat(value(shared.get(f), s, p)).as("%s as %s", formulas.get(f), shared.get(f))
                    .isCloseTo(expected, within(16 * Math.ulp(expected) + 1e-150));
        }
    }

    /// Where points coincide, and where they are so far apart that squares overflow.
    @Property(seed = "1", tries = 1_000)
    void formulasKeepTheirLimits(@ForAll("passes") List<Expr> formulas) {
        List<Expr> shared = SharedReciprocals.of(formulas);
        for (int f = 0; f < formulas.size(); f++) {
            for (double s : new double[] {0, Double.POSITIVE_INFINITY}) {
                double expected = value(formulas.get(f), s, 0.25);
                double found = value(shared.get(f), s, 0.25);
                boolean isSame = Double.compare(found, expected) == 0 || Math.abs(found - expected) <= 16 * Math.ulp(expected);
                assertThat(isSame).as("%s at s = %s: %s instead of %s", formulas.get(f), s, found, expected).isTrue();
            }
        }
    }

    /// There is no more than one division by each 1 + x.
    @Property(seed = "1", tries = 500)
    void noDenominatorIsDividedByInTwoWays(@ForAll("passes") List<Expr> formulas) {
        List<Expr> shared = SharedReciprocals.of(formulas);
        assertThat(quotients(shared).size()).isLessThanOrEqualTo(quotients(formulas).size());
        assertThat(SharedReciprocals.of(shared)).isEqualTo(shared);
    }

    @Example
    void quotientsOfOneDenominatorBecomeOneDivision() {
        assertThat(quotients(SharedReciprocals.of(HEAVY_TAILED.subList(0, 2)))).containsExactly(Formula.parse("1/(0.5*s + 1)"));
    }

    @Example
    void aSingleQuotientIsLeftAsItIs() {
        List<Expr> single = parsed("1/(0.5*s + 1)^2", "p/(s + 1)", "1/(0.5*s + 1)^2 + s");
        assertThat(SharedReciprocals.of(single)).isEqualTo(single);
    }

    /// The reciprocal of a tiny distance would overflow where a quotient of two tiny ones does not.
    @Example
    void denominatorsThatMayBeTinyAreLeftAsTheyAre() {
        List<Expr> tiny = parsed("1/s", "p/s", "(p - s)/s^2");
        assertThat(SharedReciprocals.of(tiny)).isEqualTo(tiny);
    }
}
