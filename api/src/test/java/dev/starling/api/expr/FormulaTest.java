package dev.starling.api.expr;

import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Tree;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What a text means as a formula, and where it goes wrong.
class FormulaTest {
    private static double value(String text) {
        return Formula.parse(text).evaluate(Map.of("a", 2.0, "b", 3.0, "c", 5.0, "d", 0.0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a+b*c             | 17
            (a+b)*c           | 25
            a-b-c             | -6
            a-(b-c)           | 4
            c/b/a             | 0.8333333333333334
            c/(b/a)           | 3.3333333333333335
            a*b/c             | 1.2
            a/b*c             | 3.333333333333333
            -a^2              | -4
            (-a)^2            | 4
            a^-1              | 0.5
            a^b^a             | 512
            (a^b)^a           | 64
            a**b              | 8
            2*a^b             | 16
            a^b*2             | 16
            -a*b              | -6
            a*-b              | -6
            a--b              | 5
            a-+-b             | 5
            --a               | 2
            +a                | 2
            a^1/2             | 1
            4^(1/2)           | 2
            exp(d)            | 1
            ln(exp(1))        | 1
            LOG(1)            | 0
            log1p(d)          | 0
            sqrt(a*a)         | 2
            pow(a, b)         | 8
            min(a, b)         | 2
            max(a, b)         | 3
            abs(a-b)          | 1
            xlogy(d, d)       | 0
            d*log(d)          | 0
            log(d)*d          | 0
            d*ln(d)           | 0
            where(a < b, 1, 2)  | 1
            where(a > b, 1, 2)  | 2
            where(a <= a, 1, 2) | 1
            where(a >= b, 1, 2) | 2
            where(a == a, 1, 2) | 1
            .5*a              | 1
            5.*a              | 10
            1e1               | 10
            1E+1              | 10
            1.5e-1            | 0.15
            2e0^2             | 4
            """)
    void theValueIs(String text, double value) {
        assertThat(value(text)).isEqualTo(value);
        assertThat(value(" " + text.replaceAll("([-+/(),])", " $1 ").replace("E + 1", "E+1").replace("e - 1", "e-1"))).isEqualTo(value);
    }

    @Test
    void namesHaveLettersDigitsDotsAndUnderscores() {
        assertThat(Formula.parse("kernel.alpha_1 + β2").leaves()).containsExactly("kernel.alpha_1", "β2");
        // e is a name like any other, also after a number's digits would have ended.
        assertThat(Formula.parse("e*exp").leaves()).containsExactly("e", "exp");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""              | 1  | the formula ends too early
            1+              | 3  | the formula ends too early
            p*lgo(p/q)      | 3  | unknown function 'lgo'; there are abs, exp, ln, log, log1p, max, min, pow, sqrt, where, xlogy
            (a+b            | 5  | expected ')'
            (a+b]           | 5  | expected ')', but found ']'
            a+b)            | 4  | expected an operator, but found ')'
            a b             | 3  | expected an operator, but found 'b'
            2a              | 2  | expected an operator, but found 'a'
            a*/b            | 3  | unexpected '/'
            a + $           | 5  | unexpected '$'
            1.2.3           | 1  | '1.2.3' is not a number
            a + 1e+         | 5  | '1e+' is not a number
            3*1e400         | 3  | '1e400' is too large for a double
            min(a)          | 6  | expected ',', but found ')'
            exp(a, b)       | 6  | expected ')', but found ','
            exp()           | 5  | unexpected ')'
            where(a, b, c)  | 8  | expected a comparison: < <= == >= >
            where(a = b, 1, 2) | 9 | expected a comparison: < <= == >= >
            a < b           | 3  | expected an operator, but found '<'
            a^              | 3  | the formula ends too early
            pow(a, b        | 9  | expected ')'
            """)
    void anErrorPointsAtItsColumn(String text, int column, String problem) {
        FormulaException error = catchThrowableOfType(FormulaException.class, () -> Formula.parse(text));
        assertThat(error).as(text).isNotNull();
        assertThat(error.getMessage()).isEqualTo(
                problem + " at column " + column + "\n    " + text + "\n    " + " ".repeat(column - 1) + "^");
        assertThat(error.column()).isEqualTo(column);
    }

    /// A tab or a line break in the text takes one column, like any character, so that the caret stays under its place.
    @Test
    void theCaretStaysUnderItsPlace() {
        assertThatThrownBy(() -> Formula.parse("a +\n\tb !"))
                .hasMessage("expected an operator, but found '!' at column 8\n    a +  b !\n           ^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "2^", "exp(", "-(", "1+(", "min(1,", "where(1<"})
    void noDepthOverflowsTheStack(String opening) {
        assertThatThrownBy(() -> Formula.parse(opening.repeat(100_000) + "1"))
                .isInstanceOf(FormulaException.class)
                .hasMessageContaining("nested more than 100 deep at column");
    }

    @Test
    void aFormulaBeyondTheLimitsIsAnErrorWithAColumn() {
        assertThatThrownBy(() -> Formula.parse("a" + "+a".repeat(300)))
                .isInstanceOf(FormulaException.class)
                .hasMessageStartingWith("a formula may be at most 64 operations deep, and this one is deeper: write it flatter at column ");
    }

    @Test
    void aMillionSignsAreOneSign() {
        assertThat(Formula.parse("-".repeat(1_000_001) + "a")).isEqualTo(Expr.leaf("a").negated());
    }

    @Provide
    Arbitrary<Expr> formulas() {
        return Formulas.in("p", "q", "f", "alpha");
    }

    /// Also with NaN, infinities and subnormals among the numbers of the formula.
    @Property(seed = "1", tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void whatIsPrintedReadsBackAsTheSameFormula(@ForAll("formulas") Expr formula) {
        Expr simple = formula.simplify().simplify();
        Assume.that(!hasPlainLogProduct(simple));
        Expr back = Formula.parse(simple.toString());
        assertThat(back).as(simple.toString()).isEqualTo(simple);
    }

    @Property(seed = "1", tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyNumberReadsBackToTheSameBits(@ForAll("numbers") double number) {
        Expr back = Formula.parse(Expr.constant(number).toString());
        assertThat(back).isEqualTo(Expr.constant(number == 0 ? 0 : number));
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.of(Formulas.box(Formulas.AWKWARD)), Arbitraries.longs().map(Double::longBitsToDouble));
    }

    /// Any text is a formula or an error with a column; nothing else is thrown.
    @Property(seed = "1", tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyTextIsAFormulaOrAnErrorWithAColumn(@ForAll("texts") String text) {
        try {
            assertThat(Formula.parse(text)).isInstanceOf(Node.class);
        } catch (FormulaException e) {
            assertThat(e.column()).isBetween(1, text.length() + 1);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "1", "2.5", "e", "(", ")", "+", "-", "*", "/", "^", "**", ",", "<", "==", "log(", "min(", "where(", " ", "é", "٣", "_")
                .list().ofMaxSize(14).map(parts -> String.join("", parts));
    }

    private static boolean hasPlainLogProduct(Expr e) {
        boolean[] found = {false};
        Tree.visit(e, node -> found[0] |= node instanceof Product(Expr a, Expr b) && (a instanceof Logarithm || b instanceof Logarithm)
                || node instanceof Constant(double value) && value == 0 && 1 / value < 0
                || node instanceof Leaf(String name) && name.contains("-"));
        return found[0];
    }
}
