package dev.starling.core.compile;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.XLogY;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s                        | 0
            3*s + 1                  | 1
            s.plus.1                 | 1
            max(p, 0.25)*(s + 2)     | 0.5
            max(p, 0.25)^2           | 0.0625
            p^2                      | 0
            exp(p) + 1               | 1
            sqrt(p)                  | 0
            log1p(s)                 | 0
            s/(s + 1)                | 0
            min(s, 2 + s)            | 0
            p                        | -Infinity
            p*s                      | -Infinity
            1 - s                    | -Infinity
            log(s + 1)               | -Infinity
            min(p, 1)                | -Infinity
            (s + 1)/p                | -Infinity
            log1p(p)                 | -Infinity
            log1p(0 - s)             | -Infinity
            (s + 1)^1.5              | 0
            s^1.5                    | -Infinity
            1/s                      | -Infinity
            -(0 - s)                 | 0
            min(p, 0)*min(c, 0)      | 0
            min(p, 0)/min(c, -1)     | 0
            min(p, 0)*exp(c)         | -Infinity
            """)
    void isWhatTheShapeTells(String formula, double bound) {
        assertThat(Range.of(Formula.parse(formula)).least()).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -s                       | true
            -0.5*s                   | true
            -(s + exp(p))            | true
            -s - p^2                 | true
            -s + (0 - s*2)           | true
            0                        | true
            -p                       | false
            -s + p                   | false
            -s - p                   | false
            -(s + m)                 | false
            -(0 - s)                 | false
            1                        | false
            s                        | false
            """)
    void isNeverPositiveWhereTheShapeTells(String formula, boolean isNotPositive) {
        assertThat(Range.of(Formula.parse(formula)).isNotPositive()).isEqualTo(isNotPositive);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -s                       | 0
            -s - 2                   | -2
            -(s.plus.1)              | -1
            min(s, 3)                | 3
            max(-s, -2)              | 0
            max(min(p, 2), 0.5)      | 2
            min(p, 2)*min(c, 3)      | Infinity
            -(s + 1)*(s + 2)         | -2
            -1/(s + 1)               | 0
            -exp(p)                  | 0
            min(p, 0)*exp(c)         | 0
            exp(c)*min(p, 0)         | 0
            exp(c)/min(p, -1)        | 0
            min(p, 0)/exp(c)         | Infinity
            exp(c)/min(p, 0)         | Infinity
            min(exp(p), 2)*min(exp(c), 3) | 6
            1 - (s + 3)              | -2
            s                        | Infinity
            p                        | Infinity
            -p^2                     | 0
            """)
    void soIsTheUpperBound(String formula, double bound) {
        assertThat(Range.of(Formula.parse(formula)).most()).isEqualTo(bound);
    }

    /// Of a choice either value may come.
    @Test
    void aChoiceIsBetweenTheLeastAndTheMostOfBothValues() {
        Condition condition = new Condition(Formula.parse("p"), Comparison.LESS, Formula.parse("c"));
        Range range = Range.of(Expr.where(condition, Formula.parse("min(s, 3)"), Formula.parse("max(-s, -2)")));
        assertThat(range).isEqualTo(new Range(-2, 3));
    }

    /// Of 0 times what may be infinite, and of a number that is none, nothing is known.
    @Test
    void aBoundThatIsNoNumberIsNone() {
        Range all = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(Range.of(Expr.constant(Double.NaN))).isEqualTo(all);
        assertThat(Range.of(new Product(Expr.constant(0), Formula.parse("s")))).isEqualTo(new Range(0, Double.POSITIVE_INFINITY));
        assertThat(Range.of(new Sum(Expr.constant(Double.NEGATIVE_INFINITY), Expr.constant(Double.POSITIVE_INFINITY)))).isEqualTo(all);
        assertThat(Range.of(new XLogY(Formula.parse("s"), Formula.parse("s + 1")))).isEqualTo(all);
    }

    /// Constants may lose digits in single precision.
    @Test
    void whatMayBeSubnormalInSinglePrecisionIsNotNormal() {
        assertThat(Range.of(Expr.constant(2 * Float.MIN_NORMAL)).isNormal()).isTrue();
        assertThat(Range.of(Expr.constant(Math.nextDown(2.0 * Float.MIN_NORMAL))).isNormal()).isFalse();
        assertThat(Range.of(Formula.parse("s")).isNormal()).isFalse();
        assertThat(Range.of(Formula.parse("s + 1")).isNormal()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s                        | true
            1/s.plus.1               | true
            p*exp(-sqrt(s)) - c      | true
            (c + s)^2                | true
            p                        | false
            min(s, 1)                | false
            max(1, s)                | false
            log(s)                   | false
            s^1.5                    | false
            """)
    void whatIsNanWhereTheDistanceIs(String formula, boolean expected) {
        assertThat(Range.isNanWhereDistanceIs(Formula.parse(formula))).isEqualTo(expected);
    }
}
