package dev.starling.core.plan;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DegreeTest {
    private static final String[] HOMOGENEOUS = {
        "(r-d)^2", "(r-d)^2/r", "(r^2-d^2)^2", "r*log(r/d)", "sqrt(r*d)", "max(r,d)^1.5", "exp(d/r)", "d*log1p(r/d)", "min(r,2*d)/r"
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(r-d)^2 | 2", "(r-d)^2/r | 1", "(r^2-d^2)^2 | 4", "r*log(r/d) | 1", "sqrt(r*d) | 1", "max(r,d)^1.5 | 1.5", "exp(d/r) | 0",
        "7 | 0", "max(d,1e-30) | 1"
    })
    void theDegreeIsThatOfTheRules(String formula, double degree) {
        assertThat(Degree.of(Formula.parse(formula), "r", "d")).hasValue(degree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r+1", "(r-d)^2+d", "exp(d)", "log(r)", "d^r", "max(d,1)", "r/0"})
    void whatHasAUnitOfItsOwnHasNone(String formula) {
        assertThat(Degree.of(Formula.parse(formula), "r", "d")).isEmpty();
    }

    @Test
    void otherLeavesDoNotGrow() {
        assertThat(Degree.of(Formula.parse("b*d^2"), "d")).hasValue(2);
    }

    @Property(seed = "1", tries = 200)
    void aFormulaGrowsByItsDegree(
            @ForAll @DoubleRange(min = 0.1, max = 9) double r,
            @ForAll @DoubleRange(min = 0.1, max = 9) double d,
            @ForAll @DoubleRange(min = 0.01, max = 99) double s) {
        for (String text : HOMOGENEOUS) {
            Expr formula = Formula.parse(text);
            double degree = Degree.of(formula, "r", "d").orElseThrow();
            double once = formula.evaluate(Map.of("r", r, "d", d));
            double grown = formula.evaluate(Map.of("r", s * r, "d", s * d));
            double expected = StrictMath.pow(s, degree) * once;
            assertThat(grown).as(text).isCloseTo(expected, within(1e-9 * (Math.abs(expected) + StrictMath.pow(s, degree))));
        }
    }
}
