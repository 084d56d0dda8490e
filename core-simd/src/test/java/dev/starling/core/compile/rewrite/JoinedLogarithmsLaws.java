package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.LogarithmOnePlus;
import dev.starling.api.expr.tree.Tree;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@Tag("laws")
class JoinedLogarithmsLaws {
    private static final double FLOOR = 0x1p-52;
    private static final List<Expr> INPUTS = List.of(Formula.parse("p"), Formula.parse("max(p, " + FLOOR + ")"));
    private static final Predicate<Expr> IS_AT_MOST_ONE = INPUTS::contains;

    /// Terms of such sums; each is added or taken away.
    private static final List<String> TERMS =
            List.of("log(p)", "log(max(p, " + FLOOR + "))", "log1p(s)", "2*log1p(s)", "log1p(0.5*s)", "log1p(exp(-s))", "c", "0.25", "s");

    @Provide
    Arbitrary<Expr> sums() {
        return Arbitraries.integers().between(0, 2 * TERMS.size() - 1).list().ofMinSize(2).ofMaxSize(5).map(numbers -> {
            StringBuilder text = new StringBuilder("0");
            numbers.forEach(number -> text.append(number % 2 == 0 ? " + " : " - ").append(TERMS.get(number / 2)));
            return Formula.parse(text.toString()).simplify();
        });
    }

    private static double value(Expr e, double p, double s) {
        return Evaluation.of(e, leaf -> switch (leaf) {
            case "p" -> p;
            case "s" -> s;
            default -> -3.5;
        });
    }

    private static int logarithms(Expr e) {
        Set<Expr> found = new HashSet<>();
        Tree.visit(e, node -> {
            if (node instanceof Logarithm || node instanceof LogarithmOnePlus) {
                found.add(node);
            }
        });
        return found.size();
    }

    @Property(seed = "1", tries = 3_000)
    void sumsKeepTheirValues(@ForAll("sums") Expr sum) {
        Expr joined = JoinedLogarithms.of(sum, IS_AT_MOST_ONE);
        for (double p : new double[] {1, 0.3, 1e-12, 1e-300}) {
            for (double s : new double[] {0, 1e-17, 0.7, 40, 1e10, 1e150}) {
                double expected = value(sum, p, s);
                // Each logarithm is at most 700 and has two roundings, one of them of what it is taken of; the sum has as many as terms.
                double size = 700 + s;
                assertThat(value(joined, p, s)).as("%s as %s at p = %s, s = %s", sum, joined, p, s)
                        .isCloseTo(expected, within(16 * Math.ulp(size)));
            }
        }
    }

    /// p = 0 is -∞ without a floor, and stays so.
    @Property(seed = "1", tries = 1_000)
    void sumsKeepTheirLimitWherePIsZero(@ForAll("sums") Expr sum) {
        Expr joined = JoinedLogarithms.of(sum, IS_AT_MOST_ONE);
        for (double s : new double[] {0, 0.7, 1e10}) {
            double expected = value(sum, 0, s);
            assertThat(value(joined, 0, s)).as("%s as %s", sum, joined).isCloseTo(expected, within(16 * Math.ulp(700 + s)));
        }
    }

    /// Infinitely far apart a sum is infinite as before, or, where p has a floor, as large as a logarithm gets.
    @Example
    void theLimitFarOutIsInfiniteOrTheLogarithmOfTheLargestNumber() {
        Expr free = JoinedLogarithms.of(Formula.parse("log(p) + log1p(s)"), IS_AT_MOST_ONE);
        assertThat(value(free, 0.5, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        Expr floored = JoinedLogarithms.of(Formula.parse("log(max(p, " + FLOOR + ")) + log1p(s)"), IS_AT_MOST_ONE);
        assertThat(JoinedLogarithms.isFinite(floored)).isTrue();
        assertThat(value(floored, 0.5, Double.POSITIVE_INFINITY)).isCloseTo(709.78, within(0.01));
    }

    @Property(seed = "1")
    void anInputAndAOnePlusOfOneSignShareALogarithm(
            @ForAll @IntRange(max = 1) int input, @ForAll @IntRange(min = 1, max = 2) int times, @ForAll boolean taken, @ForAll("others") String b) {
        String logarithms = "(" + new Logarithm(INPUTS.get(input)) + " + " + (times == 1 ? "" : "2*") + "log1p(" + b + "))";
        Expr sum = Formula.parse(taken ? "c - s - " + logarithms : "c + " + logarithms + " - s");
        assertThat(logarithms(JoinedLogarithms.of(sum, IS_AT_MOST_ONE))).isEqualTo(1);
    }

    @Provide
    Arbitrary<String> others() {
        return Arbitraries.of("s", "0.5*s", "exp(-s)", "s^2");
    }

    @Example
    void whatIsTakenAwayAsAWholeIsJoinedToo() {
        Expr sum = Formula.parse("c - (log(p) + 2*log1p(s))");
        Expr negated = Formula.parse("-(log(p) + log1p(s))");
        assertThat(logarithms(JoinedLogarithms.of(sum, IS_AT_MOST_ONE))).isEqualTo(1);
        assertThat(logarithms(JoinedLogarithms.of(negated, IS_AT_MOST_ONE))).isEqualTo(1);
        assertThat(value(JoinedLogarithms.of(negated, IS_AT_MOST_ONE), 0.5, 3)).isCloseTo(-Math.log(2), within(1e-15));
    }

    @Example
    void aFloorOfZeroIsNoFloor() {
        Expr free = JoinedLogarithms.of(Formula.parse("log(max(p, 0)) + log1p(s)"), Formula.parse("max(p, 0)")::equals);
        assertThat(JoinedLogarithms.isFinite(free)).isFalse();
        assertThat(JoinedLogarithms.isFinite(Formula.parse("log(p)"))).isFalse();
    }

    @Example
    void whatIsNotKnownToBeSmallIsLeftAsItIs() {
        Expr sum = Formula.parse("log(1/p) + log1p(s)");
        assertThat(JoinedLogarithms.of(sum, IS_AT_MOST_ONE)).isEqualTo(sum);
    }
}
