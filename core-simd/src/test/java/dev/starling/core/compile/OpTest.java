package dev.starling.core.compile;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Sum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpTest {
    private static boolean isWeightedLog(Expr e) {
        return Op.of(e) == Op.WEIGHTED_LOG;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1/s.plus.1         | max(p, 0.25)*s.plus.1     | true
            (1/(0.5*s + 1))^2  | max(p, 0.25)*(s + 1)^2    | true
            c*exp(-s)          | s + 1                     | true
            1/s.plus.1         | p*s.plus.1                | false
            1/s.plus.1         | s                         | false
            p                  | s + 1                     | false
            max(s, 1)          | s + 1                     | false
            """)
    void aWeightedLogarithmIsOneWhereTheLogarithmIsOrdinaryAndTheWeightIsNanWithIt(String weight, String x, boolean expected) {
        Expr logarithm = FiniteLogarithm.of(Formula.parse(x));
        assertThat(isWeightedLog(new Product(Formula.parse(weight), logarithm))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abs(p)          | true
            abs(p - s)      | true
            max(p - s, s - p) | true
            max(-p, p)      | true
            max(p, s)       | false
            max(p - s, p + s) | false
            max(p, -s)      | false
            max(p - s, s - c) | false
            max(p - s, c - p) | false
            """)
    void theLargerOfANumberAndItsOppositeIsItsAbsoluteValue(String formula, boolean expected) {
        assertThat(Op.of(Formula.parse(formula)) == Op.ABSOLUTE).isEqualTo(expected);
    }

    @Test
    void aWeightedLogarithmIsAProductWithWhatIsNoMoreThanTheLargestNumber() {
        Expr weight = Formula.parse("1/s.plus.1");
        Expr x = Formula.parse("s + 1");
        assertThat(isWeightedLog(new Sum(weight, FiniteLogarithm.of(x)))).isFalse();
        assertThat(isWeightedLog(new Product(weight, new Logarithm(new Minimum(x, Expr.constant(1e300)))))).isFalse();
        assertThat(isWeightedLog(new Product(weight, new Logarithm(x)))).isFalse();
    }

    /// What the shape of an operand tells spares the looks at awkward numbers.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp(-s)                  | EXP_OF_NOT_POSITIVE
            exp(p)                   | EXP
            log(s + 1)               | LOG_OF_NORMAL
            log(s)                   | LOG
            log1p(s)                 | LOG1P_OF_NOT_NEGATIVE
            log1p(p)                 | LOG1P
            s^1.5                    | POW
            s^2                      | SQUARE
            sqrt(s)                  | ROOT
            -s                       | NEGATE
            s + p                    | ADD
            s - p                    | SUBTRACT
            s*p                      | MULTIPLY
            s/p                      | DIVIDE
            min(s, p)                | MINIMUM
            max(s, p)                | MAXIMUM
            xlogy(p, s)              | XLOGY
            """)
    void theOperationFollowsFromTheFormulaAndItsRange(String formula, Op expected) {
        assertThat(Op.of(Formula.parse(formula))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"LESS, WHERE_LESS", "AT_MOST, WHERE_AT_MOST", "EQUAL, WHERE_EQUAL"})
    void aChoiceIsThatOfItsComparison(Comparison comparison, Op expected) {
        Expr p = Formula.parse("p");
        assertThat(Op.of(Expr.where(new Condition(p, comparison, Formula.parse("c")), p, Formula.parse("s")))).isEqualTo(expected);
    }

    @Test
    void anAbsoluteValueIsComputedFromOneOfTheTwo() {
        Expr p = Formula.parse("p");
        assertThat(Op.ABSOLUTE.operands((Maximum) Formula.parse("max(p, -p)"))).containsExactly(p);
        assertThat(Op.MAXIMUM.operands((Maximum) Formula.parse("max(p, s)"))).containsExactly(p, Formula.parse("s"));
    }

    /// The logarithm's operand is read itself; the logarithm is part of the operation.
    @Test
    void aWeightedLogarithmIsComputedFromItsWeightAndWhatTheLogarithmIsOf() {
        Expr weight = Formula.parse("1/s.plus.1");
        Expr x = Formula.parse("s + 1");
        Product product = new Product(weight, FiniteLogarithm.of(x));
        assertThat(Op.WEIGHTED_LOG.operands(product)).containsExactly(weight, x);
        assertThat(Op.MULTIPLY.operands(product)).containsExactly(weight, FiniteLogarithm.of(x));
    }
}
