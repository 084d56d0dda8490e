package dev.starling.core.pairs;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SeparableTest {
    private static final Leaves LEAVES = new Leaves(Set.of("w"), true, Set.of(new Leaf("reciprocalPartition")));
    private static final Set<String> LATER = Set.of("reciprocalPartition", "logPartition", "sumOfH");

    private static List<Separable.Term> terms(String formula) {
        return Separable.terms(Formula.parse(formula), LEAVES, LATER);
    }

    private static List<String> varying(List<Separable.Term> terms) {
        return terms.stream().map(term -> term.part().toString()).toList();
    }

    private static boolean areSeparate(List<Separable.Term> terms) {
        return terms.stream().allMatch(term -> Collections.disjoint(term.part().leaves(), LATER));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "p - sumOfH*reciprocalPartition/(s + 1)",
        "(p*a - reciprocalPartition*w*sumOfH) * (0.5/(s + 1))",
        "(s*reciprocalPartition - p)^2 * exp(-s)",
        "-(reciprocalPartition*exp(-s)*(logPartition + log(p) + s)) + 3*p",
        "reciprocalPartition*(logPartition + 2*log(s) - log(p))*s - reciprocalPartition*logPartition*s + p",
        "(reciprocalPartition - sumOfH)*(logPartition - a)"
    })
    void termsAddUpToTheFormulaAndNamesOfLaterAreCommon(String formula) {
        List<Separable.Term> terms = terms(formula);
        assertThat(areSeparate(terms)).as("%s", terms).isTrue();
        assertThat(new HashSet<>(varying(terms))).hasSameSizeAs(terms);
        Map<String, Double> at = Map.of("p", 0.3, "s", 1.7, "reciprocalPartition", 0.01, "logPartition", 4.1, "sumOfH", -0.6, "a", 12.0, "w", 0.8);
        double total = terms.stream().mapToDouble(term -> Evaluation.of(term.coefficient(), at) * Evaluation.of(term.part(), at)).sum();
        assertThat(total).isCloseTo(Evaluation.of(Formula.parse(formula), at), within(1e-13));
    }

    /// ln(p/q)·q with q = reciprocalPartition·w: what both have to be multiplied by differs, so there are two terms, and no third for ln p and ln w.
    @Test
    void logarithmsThatAreMultipliedByTheSameStayTogether() {
        assertThat(varying(terms("reciprocalPartition*s*(log(p) - (logPartition - 2*log1p(s)))"))).hasSize(2).contains("s");
    }

    @Test
    void aTermThatIsLeftOutWhereTheAffinityIs0IsLeftOutWhereTheWeightIs() {
        assertThat(varying(Separable.terms(where("s*reciprocalPartition", "s*reciprocalPartition*(log(p) + logPartition)"), LEAVES, LATER)))
                .containsExactlyInAnyOrder("s", "where(s == 0, 0, s * log(p))");
    }

    /// Of sumOfH nobody says that it is never 0.
    @Test
    void aTermThatIsLeftOutWhereAFactorMayBe0StaysWhole() {
        Expr term = where("s*sumOfH", "s*sumOfH*(log(p) + logPartition)");
        assertThat(varying(Separable.terms(term, LEAVES, LATER))).containsExactly(term.toString());
    }

    private static Expr where(String isZero, String otherwise) {
        return Expr.where(
                new Condition(Formula.parse(isZero), Comparison.EQUAL, Expr.constant(0)),
                Expr.constant(0),
                Formula.parse(otherwise));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log(p + reciprocalPartition*s)", "p*exp(-logPartition*s)", "s/(s + reciprocalPartition)", "p - s^(1 - sumOfH)"})
    void whatDoesNotSeparateKeepsTheName(String formula) {
        assertThat(areSeparate(terms(formula))).isFalse();
        assertThat(Separable.areSeparate(terms(formula), LEAVES, LATER)).isFalse();
    }

    /// So the formula of a pass that needs nothing later stays one.
    @Test
    void aFormulaOfWhatIsKnownIsOneTerm() {
        assertThat(Separable.terms(Formula.parse("3*(p - a*s)*(s + 1)"), LEAVES, LATER)).singleElement()
                .satisfies(term -> assertThat(term.coefficient().is(3)).isTrue());
    }
}
