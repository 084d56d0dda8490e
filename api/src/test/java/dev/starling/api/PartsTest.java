package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Parameters and their ranges, arguments, recipes.
class PartsTest {
    private static final Parameter ALPHA = Parameter.named("alpha").atLeast(0).below(2).orElse(0.5).meaning("heaviness of the tail");

    @ParameterizedTest
    @CsvSource({"0", "-0.0", "0.5", "1.9999999999999998", "4.9e-324"})
    void aValueInRangeIsReturned(double value) {
        assertThat(ALPHA.check(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"-4.9e-324", "2", "Infinity", "-Infinity", "NaN"})
    void aValueOutOfRangeIsRefusedByName(double value) {
        assertThatThrownBy(() -> ALPHA.check(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alpha must be at least 0 and below 2, but was " + value);
    }

    @Test
    void aRangeIsSaidInWords() {
        Parameter any = Parameter.named("a");
        assertThat(any.range()).isEqualTo("a finite number");
        assertThat(any.atLeast(0).range()).isEqualTo("at least 0");
        assertThat(any.above(0.5).range()).isEqualTo("above 0.5");
        assertThat(any.atMost(1).range()).isEqualTo("at most 1");
        assertThat(any.above(-1).below(1).range()).isEqualTo("above -1 and below 1");
    }

    @Test
    void aParameterWithoutARangeIsFinite() {
        Parameter any = Parameter.named("a");
        assertThat(any.check(-1e308)).isEqualTo(-1e308);
        assertThatThrownBy(() -> any.check(Double.POSITIVE_INFINITY)).hasMessage("a must be a finite number, but was Infinity");
        assertThatThrownBy(() -> any.check(Double.NaN)).hasMessage("a must be a finite number, but was NaN");
    }

    @Test
    void aDefaultOutOfRangeIsTheAuthorsMistake() {
        assertThatThrownBy(() -> Parameter.named("a").above(0).orElse(0)).hasMessage("a must be above 0, but was 0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alpha", "1a", "a_b", "a-", "-a", "a--b", "ä", "a b"})
    void aParametersNameIsLowerCaseWordsJoinedByHyphens(String name) {
        assertThatThrownBy(() -> Parameter.named(name))
                .hasMessage("'" + name + "' cannot name a parameter: use lower-case words joined by hyphens");
    }

    /// A kernel with a bandwidth, and one without.
    private record Tail(boolean wide) implements Kernel {
        @Override
        public String name() {
            return "tail";
        }

        @Override
        public String summary() {
            return "for this test";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(ALPHA);
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return (wide ? f.times(given.precision()) : f).times(given.get(ALPHA)).plus(1).reciprocal();
        }
    }

    @Test
    void argumentsBeginWithTheDefaultsAndPrecisionOne() {
        Arguments defaults = Arguments.defaults(List.of(ALPHA));
        assertThat(defaults.value(ALPHA)).isEqualTo(0.5);
        assertThat(defaults.precision().is(1)).isTrue();
        assertThat(defaults.numbers()).isEqualTo(Map.of("alpha", 0.5, "precision", 1.0));
        assertThat(defaults).hasToString("{alpha=0.5, precision=1}");
    }

    @Test
    void whatAUserSetsIsChecked() {
        assertThat(Arguments.of(new Tail(true), Map.of("alpha", 1.0)).value(ALPHA)).isEqualTo(1);
        assertThat(Arguments.of(new Tail(true), Map.of("precision", 2.0)).precision().is(2)).isTrue();
        assertThatThrownBy(() -> Arguments.of(new Tail(true), Map.of("alpha", -1.0)))
                .hasMessage("alpha must be at least 0 and below 2, but was -1.0");
        assertThatThrownBy(() -> Arguments.of(new Tail(true), Map.of("alhpa", 1.0)))
                .hasMessage("'tail' has no parameter 'alhpa'; it has alpha, precision");
        assertThatThrownBy(() -> Arguments.of(new Tail(false), Map.of("precision", 1.0)))
                .hasMessage("'tail' has no parameter 'precision'; it has alpha");
    }

    @Test
    void onlyAKernelWhoseWeightDependsOnItHasAPrecision() {
        assertThat(new Tail(true).hasPrecision()).isTrue();
        assertThat(new Tail(false).hasPrecision()).isFalse();
    }

    @Test
    void aLearnedArgumentIsALeafAndNoNumber() {
        Arguments learned = Arguments.defaults(List.of(ALPHA)).with("alpha", Expr.leaf("kernel.alpha"));
        assertThat(learned.get(ALPHA)).isEqualTo(Expr.leaf("kernel.alpha"));
        assertThat(learned.numbers()).containsOnlyKeys("precision");
        assertThatThrownBy(() -> learned.value(ALPHA)).hasMessage("alpha must be a number here, but is learned");
        assertThatThrownBy(() -> learned.get(Parameter.named("beta"))).hasMessage("no parameter 'beta' was declared");
    }

    @Test
    void argumentsAreNotChangedByWhatIsMadeFromThem() {
        Arguments defaults = Arguments.defaults(List.of(ALPHA));
        defaults.with("alpha", Expr.constant(1));
        assertThat(defaults.value(ALPHA)).isEqualTo(0.5);
    }

    @Test
    void anAutomaticParameterIsNotANumberUntilItIsWorkedOut() {
        assertThat(Arguments.defaults(List.of(ALPHA.automatic())).value(ALPHA)).isNaN();
    }

    @Test
    void eachPartOfARecipeIsExchangedAlone() {
        Recipe recipe = Recipe.of("kullback-leibler", "student-t", Normalization.PAIR, Affinity.JOINT)
                .exaggeratedBy(12, 250)
                .startingAt(1e-4)
                .with(Map.of("kernel.alpha", 0.5));
        assertThat(recipe.withCost("nerv").cost()).isEqualTo("nerv");
        assertThat(recipe.withKernel("gaussian").kernel()).isEqualTo("gaussian");
        assertThat(recipe.withTransform("identity").transform()).isEqualTo("identity");
        assertThat(recipe.withNormalization(Normalization.POINT).normalization()).isEqualTo(Normalization.POINT);
        assertThat(recipe.withAffinity(Affinity.ROW).affinity()).isEqualTo(Affinity.ROW);
        assertThat(recipe.withOptimizer("adam").optimizer()).isEqualTo("adam");
        assertThat(recipe.withDataPrecisions().dataPrecisions()).isTrue();
        assertThat(recipe.weightedByDegree().weighted()).isTrue();
        assertThat(recipe.forIterations(10).iterations()).isEqualTo(10);
        assertThat(recipe.forIterations(10).exaggerated()).isEqualTo(250);
        assertThat(recipe.learning("kernel.alpha", Recipe.Sharing.EACH_POINT).learned())
                .isEqualTo(Map.of("kernel.alpha", Recipe.Sharing.EACH_POINT));
        Recipe back = recipe.withCost("nerv").withKernel("gaussian").withTransform("identity").withOptimizer("adam")
                .withNormalization(Normalization.POINT).withAffinity(Affinity.ROW)
                .withCost(recipe.cost()).withKernel(recipe.kernel()).withTransform(recipe.transform()).withOptimizer(recipe.optimizer())
                .withNormalization(recipe.normalization()).withAffinity(recipe.affinity());
        assertThat(back).isEqualTo(recipe);
    }

    @Test
    void settingsAreCopiedInAndCannotBeChanged() {
        Map<String, Double> more = new HashMap<>(Map.of("kernel.alpha", 1.0));
        Recipe recipe = Recipe.of("metric-mds").with(more);
        more.put("kernel.alpha", 2.0);
        assertThat(recipe.settings()).isEqualTo(Map.of("kernel.alpha", 1.0));
        assertThatThrownBy(() -> recipe.settings().put("kernel.alpha", 3.0)).isInstanceOf(UnsupportedOperationException.class);
    }
}
