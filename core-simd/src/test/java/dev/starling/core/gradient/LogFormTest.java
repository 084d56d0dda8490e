package dev.starling.core.gradient;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.LogarithmOnePlus;
import dev.starling.api.expr.tree.Node;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LogFormTest {
    private static final double SUM = 40;

    private static Chain chain(String cost, String kernel) {
        Recipe recipe = Recipe.of(cost, kernel, Normalization.PAIR, Affinity.JOINT);
        return Chain.of(Plan.of("logarithms", recipe, Catalog.installed()).composition(), Set.of());
    }

    private static Set<Expr> logarithms(Expr e) {
        Set<Expr> found = new HashSet<>();
        if (e instanceof Logarithm || e instanceof LogarithmOnePlus) {
            found.add(e);
        }
        ((Node) e).children().forEach(part -> found.addAll(logarithms(part)));
        return found;
    }

    private static String name(Kept kept) {
        return kept.leaf(Kept.ONLY).name();
    }

    private static double value(Expr e, double p, double s) {
        return Evaluation.of(e, Map.of(Chain.INPUT_AFFINITY, p, Chain.SQUARED_DISTANCE, s, name(Kept.RECIPROCAL_PARTITION), 1 / SUM,
                name(Kept.LOG_PARTITION), Math.log(SUM), name(Kept.SHIFT), 0.0)::get);
    }

    @ParameterizedTest
    @CsvSource({
        "reverse-kullback-leibler, student-t, 1",
        "nerv, student-t, 1",
        "reverse-kullback-leibler, gaussian, 1",
        "reverse-kullback-leibler, heavy-tailed, 1",
        "nerv, heavy-tailed, 1"
    })
    void logarithmsOfPAndOfOnePlusAreTakenAsOne(String cost, String kernel, int number) {
        assertThat(logarithms(chain(cost, kernel).scales.getFirst().h())).hasSize(number);
        assertThat(logarithms(chain(cost, kernel).cost)).hasSizeLessThanOrEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 3", "1, 0", "1e-300, 1e150", "1e-12, 1e-12", "0, 2", "0, 0", "1, 1e300"})
    void oneLogarithmIsWorthThree(double p, double s) {
        double floored = Math.max(p, Chain.FLOOR);
        double weight = 1 / (1 + s / 2) / (1 + s / 2);
        double logarithms = -2 * Math.log1p(s / 2) - Math.log(SUM) - Math.log(floored);
        double expected = weight == 0 ? 0 : weight / SUM * (logarithms + 1);
        assertThat(value(chain("reverse-kullback-leibler", "heavy-tailed").scales.getFirst().h(), p, s))
                .isCloseTo(expected, within(8 * Math.ulp(weight / SUM * 1600)));
    }

    @ParameterizedTest
    @CsvSource({"0.25, 3", "1, 0", "1e-300, 1e300", "1e-12, 1e-12", "0, 2", "0, 0"})
    void oneLogarithmIsWorthTwo(double p, double s) {
        double floored = Math.max(p, Chain.FLOOR);
        double q = 1 / (1 + s) / SUM;
        Chain chain = chain("reverse-kullback-leibler", "student-t");
        double twoLogarithms = -Math.log1p(s) - Math.log(SUM) - Math.log(floored);
        assertThat(value(chain.scales.getFirst().h(), p, s)).isCloseTo(q * (twoLogarithms + 1), within(8 * Math.ulp(q * 800)));
        assertThat(value(chain.cost, p, s)).isCloseTo(q * twoLogarithms, within(8 * Math.ulp(q * 800)));
    }

    /// Factors become terms, and the value is the same where it was one.
    @ParameterizedTest
    @ValueSource(strings = {"2 + s", "s + 2", "1 + s", "s + 1", "exp(s)", "s^2", "sqrt(s)", "s*p", "s/p", "s^1.5", "3*s*exp(-p)", "p"})
    void theLogarithmOfAFormulaIsItsLogarithm(String formula) {
        Expr e = Formula.parse(formula);
        double value = Evaluation.of(e, Map.of("s", 0.7, "p", 0.3));
        assertThat(Evaluation.of(LogForm.log(e), Map.of("s", 0.7, "p", 0.3))).isCloseTo(Math.log(value), within(1e-15));
    }

    /// ln q is known where q is 0.
    @ParameterizedTest
    @CsvSource({
        "log(q),            1,   0", "log(q/p),         1,   1.2", "log(p/q),      -1, -1.2", "log(q^2),           2,   0", "log(sqrt(q)), 0.5, 0",
        "log(q^p),          0.3, 0", "log(exp(2)*q),    1,   2",   "p*log(q),       0.3, 0"
    })
    void logarithmsOfQAreThoseThatAreKnown(String formula, double factor, double rest) {
        double p = formula.contains("/") ? Math.exp(-1.2) : 0.3;
        Expr taken = LogForm.of(Formula.parse(formula), new Leaf("q"), Expr.leaf("known"), Set.of());
        assertThat(Evaluation.of(taken, Map.of("q", 0.0, "known", -800.0, "p", p))).isCloseTo(factor * -800 + rest, within(1e-12));
    }

    @Test
    void aWeightOf0MakesItsLogarithm0UnlessThatIsFiniteAnyway() {
        Expr weighted = Formula.parse("q*log(q)");
        Leaf known = new Leaf("known");
        assertThat(LogForm.of(weighted, new Leaf("q"), known, Set.of()).toString()).contains("where");
        assertThat(LogForm.of(weighted, new Leaf("q"), known, Set.of(known)).toString()).doesNotContain("where");
    }

    /// A logarithm of q itself is -∞ where q is 0.
    @Test
    void zeroTimesALogarithmThatIsNotJoinedIsZero() {
        Expr cost = Formula.parse("q*log(min(max(p, 0.1)*q, " + Double.MAX_VALUE + "))");
        Expr taken = LogForm.of(cost, new Leaf("q"), Expr.leaf("ln.q"), Set.of());
        Map<String, Double> values = Map.of("q", 0.0, "ln.q", Double.NEGATIVE_INFINITY, Chain.INPUT_AFFINITY, 0.5);
        assertThat(Evaluation.of(taken, values::get)).isZero();
    }
}
