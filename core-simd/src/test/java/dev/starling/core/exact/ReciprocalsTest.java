package dev.starling.core.exact;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReciprocalsTest {
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

    @Test
    void quotientsOfOneDenominatorBecomeOneDivision() {
        assertThat(quotients(Reciprocals.shared(HEAVY_TAILED.subList(0, 2)))).containsExactly(Formula.parse("1/(0.5*s + 1)"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-300, 0.3, 7, 1e12})
    void theyKeepTheirValues(double s) {
        List<Expr> shared = Reciprocals.shared(HEAVY_TAILED);
        for (int f = 0; f < shared.size(); f++) {
            double expected = value(HEAVY_TAILED.get(f), s);
            assertThat(value(shared.get(f), s)).isCloseTo(expected, within(4 * Math.ulp(expected)));
        }
    }

    private static double value(Expr e, double s) {
        return Evaluation.of(e, leaf -> leaf.equals("s") ? s : 0.7);
    }

    @Test
    void aSingleQuotientIsLeftAsItIs() {
        List<Expr> single = parsed("1/(0.5*s + 1)^2", "p/(s + 1)", "1/(0.5*s + 1)^2 + s");
        assertThat(Reciprocals.shared(single)).isEqualTo(single);
    }

    /// The reciprocal of a tiny distance would overflow where a quotient of two tiny ones does not.
    @Test
    void denominatorsThatMayBeTinyAreLeftAsTheyAre() {
        List<Expr> tiny = parsed("1/s", "p/s", "(p - s)/s^2");
        assertThat(Reciprocals.shared(tiny)).isEqualTo(tiny);
    }
}
