package dev.starling.core.far;

import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.far.Separation.Charged;
import dev.starling.core.far.Separation.Share;
import dev.starling.core.far.Separation.Stays;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PassFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What is separated comes to the same as the formula, pair by pair: Σ factor of the row · charge of the column · radial formula.
class SeparationTest {
    private static final Leaves LEAVES = new Leaves(List.of("a", "b"), true);

    /// Of the row, of the column, of the pair, and of the whole pass.
    private static final Map<String, Double> PAIR = Map.of("a", 0.7, "b", 1.3, "a.other", -1.9, "b.other", 0.4, "s", 2.3, "s.plus.1", 3.3, "z", 0.11);

    /// The numbers of the column by the names of those of a row, as charges have them.
    private static final Map<String, Double> COLUMN = Map.of("a", -1.9, "b", 0.4, "z", 0.11);

    private static Optional<Separation> separation(List<String> sums, List<String> pulls) {
        return Separation.of(new PassFormula(
                2, PassFormula.Met.ALL, LEAVES, false, sums.stream().map(Formula::parse).toList(), pulls.stream().map(Formula::parse).toList()));
    }

    private static double value(Separation apart, List<Share> shares, List<Charged> all) {
        double sum = 0;
        for (Share share : shares) {
            Charged charged = all.get(share.of());
            sum += Evaluation.of(share.factor(), PAIR) * Evaluation.of(apart.charges().get(charged.charge()), COLUMN) * Evaluation.of(charged.radial(), PAIR);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1/s.plus.1", "a.other/s.plus.1", "a*a.other*exp(-s)", "(a + a.other)/(1 + s)^2", "z*a/s.plus.1 + a.other*b.other^2*s", "exp(-b*s)", "exp(-b.other*s)",
        "a.other*exp(-b*s) + a*exp(-b.other*s)", "z*(exp(-b*s) + exp(-b.other*s))", "(exp(-b*s) - exp(-b.other*s))*a.other", "(a - a.other)^2*log1p(s)", "a.other", "z"
    })
    void theSumOfSharesIsTheFormula(String formula) {
        double expected = Evaluation.of(Formula.parse(formula), PAIR);
        Separation apart = separation(List.of(formula), List.of("1/s.plus.1", formula)).orElseThrow();
        assertThat(value(apart, apart.sums().getFirst(), apart.ofSums())).isCloseTo(expected, within(1e-14));
        assertThat(value(apart, apart.pulls().get(1), apart.ofPulls())).isCloseTo(expected, within(1e-14));
        assertThat(value(apart, apart.pulls().getFirst(), apart.ofPulls())).isCloseTo(1 / 3.3, within(1e-15));
    }

    /// Whose numbers a radial formula holds stays a point.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a*a.other*exp(-s)                     | NEITHER",
        "a.other*exp(-b*s)                     | ROW",
        "a*exp(-b.other*s)                     | COLUMN",
        "exp(-b*s) + exp(-b.other*s)           | ROW COLUMN",
        "exp(-s) + exp(-b*s) - exp(-b.other*s) | ROW COLUMN"
    })
    void whoseNumbersARadialFormulaHoldsStaysAPoint(String formula, String stays) {
        Separation apart = separation(List.of(formula), List.of()).orElseThrow();
        assertThat(apart.ofSums().stream().map(charged -> charged.stays().toString())).containsExactlyInAnyOrder(stays.split(" ", -1));
    }

    @Test
    void whatIsAskedForTwiceIsSummedUpOnce() {
        Separation apart = separation(List.of("a*exp(-s)", "b*exp(-s)", "exp(-b*s)", "a.other*exp(-s)"), List.of("exp(-s)")).orElseThrow();
        assertThat(apart.ofSums()).hasSize(3);
        assertThat(apart.ofPulls()).hasSize(1);
        assertThat(apart.charges()).hasSize(2);
        assertThat(Separation.only(Stays.NEITHER, apart.ofSums())).hasSize(2);
        assertThat(Separation.only(Stays.ROW, apart.ofSums())).hasSize(1);
        Share ofLast = apart.sums().getLast().getFirst();
        assertThat(Separation.numberAmong(Stays.NEITHER, apart.ofSums(), ofLast)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p/s.plus.1", "exp(-b*b.other*s)", "exp(-s*(a + a.other))", "1/(a + a.other + s)", "exp(a*a.other)/s.plus.1", "a*exp(b*b.other)*exp(-s)"})
    void whatReadsAMatrixOrHoldsNumbersOfBothPointsIsNotSeparable(String formula) {
        assertThat(separation(List.of(formula), List.of())).isEmpty();
        assertThat(separation(List.of(), List.of("1/s.plus.1", formula))).isEmpty();
    }

    @Test
    void aQuestionOverNonZeroPairsIsNotSeparable() {
        assertThat(Separation.of(new PassFormula(2, PassFormula.Met.NON_ZERO, LEAVES, false, List.of(Formula.parse("1/s.plus.1")), List.of()))).isEmpty();
    }

    /// Twelve of a kind fit into registers and the first cache.
    @Test
    void ofOneKindTwelveAreTaken() {
        List<String> twelve = new ArrayList<>(IntStream.rangeClosed(1, 12).mapToObj(k -> "exp(-" + k + "*s)").toList());
        assertThat(separation(twelve, List.of())).isPresent();
        assertThat(separation(twelve, List.of("exp(-b*s)"))).isPresent();
        assertThat(separation(twelve, List.of("1/s.plus.1"))).isEmpty();
    }
}
