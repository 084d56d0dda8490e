package dev.starling.api.expr;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A formula is built with verbs, has a value, a structure and a size.
class ExprTest {
    private static final Expr F = Expr.leaf("f");
    private static final Expr P = Expr.leaf("p");
    private static final Expr Q = Expr.leaf("q");

    private static double at(Expr e, double f) {
        return e.evaluate(Map.of("f", f));
    }

    @Test
    void everyVerbDoesWhatItSays() {
        assertThat(at(F.plus(2), 3)).isEqualTo(5);
        assertThat(at(F.minus(2), 3)).isEqualTo(1);
        assertThat(at(F.times(2), 3)).isEqualTo(6);
        assertThat(at(F.over(2), 3)).isEqualTo(1.5);
        assertThat(at(F.negated(), 3)).isEqualTo(-3);
        assertThat(at(F.squared(), 3)).isEqualTo(9);
        assertThat(at(F.reciprocal(), 4)).isEqualTo(0.25);
        assertThat(at(F.sqrt(), 9)).isEqualTo(3);
        assertThat(at(F.exp(), 0)).isEqualTo(1);
        assertThat(at(F.log(), 1)).isZero();
        assertThat(at(F.log1p(), 1e-20)).isEqualTo(1e-20);
        assertThat(at(F.min(Expr.constant(2)), 3)).isEqualTo(2);
        assertThat(at(F.max(Expr.constant(2)), 3)).isEqualTo(3);
        assertThat(at(Expr.where(F.isLessThan(P), P, F), 3, 4)).isEqualTo(4);
        assertThat(at(Expr.where(F.isAtMost(P), P, F), 4, 4)).isEqualTo(4);
        assertThat(at(Expr.where(F.isEqualTo(P), Q, F), 3, 4)).isEqualTo(3);
    }

    private static double at(Expr e, double f, double p) {
        return e.evaluate(Map.of("f", f, "p", p, "q", 0.0));
    }

    @ParameterizedTest
    @CsvSource({"3, 8", "4, 16", "2, 4", "1, 2", "0.5, 1.4142135623730951", "-0.5, 0.7071067811865475", "-1, 0.5", "-2, 0.25", "10, 1024"})
    void twoToAPower(double exponent, double power) {
        assertThat(at(F.pow(exponent), 2)).isEqualTo(power);
        assertThat(at(F.pow(Expr.constant(exponent)), 2)).isEqualTo(power);
    }

    /// The field's convention 0 · ln 0 = 0, also where the logarithm is infinite or no number.
    @ParameterizedTest
    @CsvSource({"0", "-0.0", "1", "Infinity", "NaN", "-3", "4.9e-324"})
    void zeroTimesALogarithmIsZero(double argument) {
        assertThat(P.xlogy(F).evaluate(Map.of("p", 0.0, "f", argument))).isZero();
        assertThat(P.xlogy(F).evaluate(Map.of("p", -0.0, "f", argument))).isZero();
    }

    @Test
    void theBranchThatIsNotChosenDoesNotCount() {
        Expr guarded = Expr.where(F.isEqualTo(Expr.constant(0)), Expr.constant(7), F.reciprocal());
        assertThat(at(guarded, 0)).isEqualTo(7);
        assertThat(at(guarded.derivative(F), 0)).isZero();
        assertThat(at(guarded.derivative(F), 2)).isEqualTo(-0.25);
    }

    @Test
    void aComparisonWithNotANumberIsFalse() {
        for (Comparison comparison : Comparison.values()) {
            assertThat(comparison.holds(Double.NaN, 1)).isFalse();
            assertThat(comparison.holds(1, Double.NaN)).isFalse();
            assertThat(comparison.holds(Double.NaN, Double.NaN)).isFalse();
        }
    }

    @Test
    void aLeafWithoutAValueIsNamed() {
        assertThatThrownBy(() -> P.over(Q).evaluate(Map.of("p", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'q' has no value in p / q");
    }

    @Test
    void formulasOfTheSameStructureAreEqual() {
        assertThat(P.over(Q)).isEqualTo(Expr.leaf("p").over(Expr.leaf("q"))).hasSameHashCodeAs(Expr.leaf("p").over(Expr.leaf("q")));
        assertThat(P.over(Q)).isNotEqualTo(Q.over(P));
        assertThat(P.plus(Q)).isNotEqualTo(Q.plus(P));
        assertThat(Expr.constant(Double.NaN)).isEqualTo(Expr.constant(Double.NaN));
    }

    @Test
    void onlyANumberIsANumber() {
        assertThat(Expr.constant(0).is(0)).isTrue();
        assertThat(Expr.constant(-0.0).is(0)).isTrue();
        assertThat(Expr.constant(Double.NaN).is(Double.NaN)).isFalse();
        assertThat(F.is(0)).isFalse();
        assertThat(F.minus(F).is(0)).isFalse();
    }

    @Test
    void leavesAreSortedAndSeenInConditionsToo() {
        assertThat(Expr.where(Q.isLessThan(P), F, Expr.constant(1)).leaves()).containsExactly("f", "p", "q");
        assertThat(Expr.constant(1).leaves()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "1a", "_a", "a b", "a+b", ".a", "-a"})
    void aNameThatCouldBeMistakenIsRefused(String name) {
        assertThatThrownBy(() -> Expr.leaf(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name + "' cannot name a quantity: use letters, digits, '.', '_' and '-', a letter first");
    }

    @Test
    void substitutingSimplifies() {
        assertThat(P.over(Q).log().substitute(Q, P)).isEqualTo(P.over(P).log());
        assertThat(P.times(Q).substitute(Q, Expr.constant(0)).is(0)).isTrue();
        assertThat(F.plus(P).substitute(P, F)).isEqualTo(F.plus(F));
    }

    @Test
    void the256thNodeIsAllowedAndTheNextIsNot() {
        Expr half = chain(F, 6, e -> e.plus(e)); // 2⁷ − 1 nodes
        assertThat(half.plus(half)).isNotNull(); // 255
        assertThat(half.plus(half).negated()).isNotNull(); // 256
        assertThatThrownBy(() -> half.plus(half).negated().negated())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a formula may have at most 256 terms and operations, and this one has more: split it, or write it shorter");
    }

    @Test
    void sixtyFourDeepIsAllowedAndDeeperIsNot() {
        Expr deep = chain(F, 63, Expr::negated);
        assertThatThrownBy(deep::negated)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a formula may be at most 64 operations deep, and this one is deeper: write it flatter");
    }

    /// Each verb of this would double the printed size; the 8th is refused, after looking at 256 nodes and no more.
    @Test
    void partsThatAreUsedTwiceCannotBlowUp() {
        assertThatThrownBy(() -> chain(F, 60, e -> e.times(e))).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> chain(F, 60, e -> e.pow(3))).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> chain(F, 60, e -> e.substitute(F, F.plus(F)))).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> chain(F, 60, e -> Expr.where(e.isLessThan(e), e, e))).hasMessageContaining("at most 256");
    }

    private static Expr chain(Expr start, int times, UnaryOperator<Expr> verb) {
        return IntStream.range(0, times).boxed().reduce(start, (e, _) -> verb.apply(e), (a, _) -> a);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1/(1+f)                     | \\frac{1}{1 + f}
            exp(-beta*f)                | e^{-\\beta \\, f}
            (1+alpha*f)^(-1/alpha)      | \\left(1 + \\alpha \\, f\\right)^{\\frac{-1}{\\alpha}}
            p*log(p/q)                  | p \\ln\\left(\\frac{p}{q}\\right)
            (r-d)^2/r                   | \\frac{\\left(r - d\\right)^{2}}{r}
            a-(b-c)                     | a - \\left(b - c\\right)
            sqrt(p)*(a+b)               | \\sqrt{p} \\, \\left(a + b\\right)
            log1p(f/nu)                 | \\ln\\left(1 + \\frac{f}{\\nu}\\right)
            f+(-2)                      | f + \\left(-2\\right)
            f*1e-7                      | 1.0 \\cdot 10^{-7} \\, f
            min(a, b)                   | \\min\\left(a, b\\right)
            max(kernel.alpha, b_1)      | \\max\\left(\\mathit{kernel.alpha}, \\mathit{b\\_1}\\right)
            where(d <= 1, d, 1)         | \\begin{cases}d & d \\le 1 \\\\ 1 & \\text{otherwise}\\end{cases}
            a*where(d < 1, d, 1)        | a \\, \\left(\\begin{cases}d & d < 1 \\\\ 1 & \\text{otherwise}\\end{cases}\\right)
            f+1/0                       | f + \\infty
            """)
    void knownFormulasInLatex(String plain, String latex) {
        assertThat(Formula.parse(plain).toLatex()).isEqualTo(latex);
    }
}
