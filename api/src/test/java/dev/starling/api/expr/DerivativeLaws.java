package dev.starling.api.expr;

import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.api.expr.tree.Where;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A derivative is what differences say, and reads like the textbook.
@Tag("laws")
@org.junit.jupiter.api.Tag("laws")
class DerivativeLaws {
    private static final Expr X = Expr.leaf("x");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                    | 0
            a                    | 0
            x                    | 1
            a + x                | 1
            a - x                | -1
            a * x                | a
            x / a                | 1 / a
            a / x                | -(a / x / x)
            x^2                  | 2 * x
            x^3                  | 2 * x * x + x^2
            sqrt(x)              | 0.5 / sqrt(x)
            exp(-x)              | -exp(-x)
            log(x)               | 1 / x
            log1p(x)             | 1 / (1 + x)
            x^2.5                | 2.5 * x^1.5
            x^a                  | a * x^(a - 1)
            a^x                  | xlogy(a^x, a)
            min(x, a)            | where(x < a, 1, 0)
            max(x, a)            | where(a < x, 1, 0)
            xlogy(a, x)          | a * (1 / x)
            xlogy(x, a)          | log(a)
            where(x < a, x^2, a) | where(x < a, 2 * x, 0)
            """)
    void theDerivativeOf(String formula, String derivative) {
        for (double x : new double[] {0.3, 1.7}) {
            Map<String, Double> at = Map.of("x", x, "a", 0.9);
            assertThat(Formula.parse(formula).derivative(X).evaluate(at))
                    .as(Formula.parse(formula).derivative(X).toString())
                    .isCloseTo(Formula.parse(derivative).evaluate(at), within(1e-15));
        }
    }

    /// What the core lives on: textbook forms fall out, and no quotient that could overflow is left.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p*log(p/q)          | q | -p
            p*(log(p)-log(q))   | q | -p
            q - p               | q | q
            """)
    void theDerivativeByALogarithmOf(String formula, String leaf, String derivative) {
        assertThat(Formula.parse(formula).derivativeByLog(Expr.leaf(leaf)).toString().replace(" ", ""))
                .isEqualTo(derivative.replace(" ", ""));
    }

    @Provide
    Arbitrary<Expr> formulas() {
        return Formulas.in("x", "a");
    }

    /// Differences with two steps say how far they can be believed themselves.
    @Property(seed = "1", tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void theDerivativeIsWhatDifferencesSay(
            @ForAll("formulas") Expr formula, @ForAll @DoubleRange(min = 0.2, max = 3) double x,
            @ForAll @DoubleRange(min = 0.2, max = 3) double a) {
        Assume.that(isFarFromKinks(formula, Map.of("x", x, "a", a)));
        double coarse = difference(formula, x, a, 0x1p-14);
        double fine = difference(formula, x, a, 0x1p-15);
        double size = Math.max(1e-3, Math.abs(formula.evaluate(Map.of("x", x, "a", a))));
        double doubt = Math.abs(fine - coarse);
        // Where steps disagree there is a kink, a pole or a cliff nearby, and nothing to compare with.
        Assume.that(doubt <= 1e-4 * Math.max(size, Math.abs(fine)) && size < 1e8);
        Map<String, Double> at = Map.of("x", x, "a", a);
        double derivative = formula.derivative(X).evaluate(at);
        assertThat(derivative).as("∂/∂x of %s at x = %s, a = %s", formula, x, a)
                .isCloseTo(fine, within(2 * doubt + 1e-8 * size + 1e-8 * Math.abs(fine)));
        assertThat(formula.derivativeByLog(X).evaluate(at)).as("x ∂/∂x of %s at x = %s, a = %s", formula, x, a)
                .isCloseTo(x * derivative, within(1e-9 * (Math.abs(x * derivative) + size)));
    }

    /// Whether no minimum, maximum or condition turns within a step or two, where differences would see both sides; and every part is
    /// an ordinary number, not the 0 of 0ˣ.
    private static boolean isFarFromKinks(Expr formula, Map<String, Double> at) {
        boolean[] far = {true};
        Tree.visit(formula, part -> far[0] &= switch (part) {
            case Minimum(Expr a, Expr b) -> areApart(a, b, at);
            case Maximum(Expr a, Expr b) -> areApart(a, b, at);
            case Where(Condition c, Expr _, Expr _) -> areApart(c.left(), c.right(), at);
            default -> {
                double size = Math.abs(part.evaluate(at));
                yield size > 1e-8 && size < 1e8;
            }
        });
        return far[0];
    }

    private static boolean areApart(Expr a, Expr b, Map<String, Double> at) {
        double difference = Math.abs(a.evaluate(at) - b.evaluate(at));
        return difference > 1e-2 * Math.abs(a.evaluate(at)) && difference > 1e-2;
    }

    private static double difference(Expr formula, double x, double a, double h) {
        double up = formula.evaluate(Map.of("x", x + h, "a", a));
        double down = formula.evaluate(Map.of("x", x - h, "a", a));
        return (up - down) / (2 * h);
    }
}
