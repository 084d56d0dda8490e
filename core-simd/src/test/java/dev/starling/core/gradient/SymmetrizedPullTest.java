package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.pairs.Leaves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// By row, R, L and H are numbers of point i in φᵢⱼ, and of point j in φⱼᵢ.
class SymmetrizedPullTest {
    private static final Set<String> OF_POINTS = Set.of("R", "L", "H");
    private static final Map<String, Double> PAIR = Map.of("s", 1.7, "a", 0.4);
    private static final Map<String, Double> HERE = Map.of("p", 0.3, "R", 0.02, "L", 3.9, "H", -0.6);
    private static final Map<String, Double> THERE = Map.of("p", 0.11, "R", 0.05, "L", 3.0, "H", 1.2);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(p - H*R/(s + 1)) * 4/(s + 1);                      1",
                "R*exp(-s)*(L + log(p) + s - H);                     2",
                "(a*p - R*exp(-s)*(1 - a)*(H + L))/(s + 1) + a*p;    1",
                "R^2*exp(-s)*p;                                      1",
                "p*log(p + R*exp(-s));                               0",
                "p*exp(-s);                                          0"
            })
    void isTheSumOfBothWithWhatIsOfThePointsApart(String formula, int numbersOfPoints) {
        for (boolean symmetric : List.of(true, false)) {
            SymmetrizedPull pull = SymmetrizedPull.of(Formula.parse(formula), new Leaves(OF_POINTS, symmetric));
            assertThat(pull.ofPoints()).as("%s", pull.formula()).hasSize(numbersOfPoints);
            assertThat(Evaluation.of(pull.formula(), ofBoth(pull, symmetric))).isCloseTo(plain(formula, symmetric), within(1e-14));
        }
    }

    @Test
    void theKernelOccursOnceWhereItSeparates() {
        Expr pull = SymmetrizedPull.of(Formula.parse("R*H*exp(-s)"), new Leaves(OF_POINTS, true)).formula();
        assertThat(pull.toString().split("exp", -1)).as("%s", pull).hasSize(2);
    }

    @Test
    void withoutNumbersOfPointsItIsTwiceThePull() {
        SymmetrizedPull pull = SymmetrizedPull.of(Formula.parse("p*R - H*s"), new Leaves(Set.of(), true));
        assertThat(pull.ofPoints()).isEmpty();
        assertThat(Evaluation.of(pull.formula(), Map.of("p", 0.3, "s", 1.7, "R", 0.02, "H", -0.6))).isCloseTo(2 * (0.006 + 1.02), within(1e-15));
    }

    /// φᵢⱼ + φⱼᵢ, one after the other.
    private static double plain(String formula, boolean symmetric) {
        Expr pull = Formula.parse(formula);
        Map<String, Double> back = with(THERE);
        if (symmetric) {
            back.put("p", HERE.get("p"));
        }
        return Evaluation.of(pull, with(HERE)) + Evaluation.of(pull, back);
    }

    private static Map<String, Double> ofBoth(SymmetrizedPull pull, boolean symmetric) {
        Map<String, Double> values = with(Map.of("p", HERE.get("p"), Leaves.TRANSPOSED_INPUT.name(), symmetric ? HERE.get("p") : THERE.get("p")));
        OF_POINTS.forEach(leaf -> {
            values.put(Leaves.ofRow(leaf).name(), HERE.get(leaf));
            values.put(Leaves.ofColumn(leaf).name(), THERE.get(leaf));
        });
        pull.ofPoints().forEach((name, own) -> {
            values.put(Leaves.ofRow(name).name(), Evaluation.of(own, with(HERE)));
            values.put(Leaves.ofColumn(name).name(), Evaluation.of(own, with(THERE)));
        });
        return values;
    }

    private static Map<String, Double> with(Map<String, Double> values) {
        Map<String, Double> all = new HashMap<>(PAIR);
        all.putAll(values);
        return all;
    }
}
