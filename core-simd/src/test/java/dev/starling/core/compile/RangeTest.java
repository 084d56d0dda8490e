package dev.starling.core.compile;

import dev.starling.api.expr.Formula;
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
            (s + 1)^1.5              | 0
            s^1.5                    | -Infinity
            1/s                      | -Infinity
            -(0 - s)                 | 0
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
}
